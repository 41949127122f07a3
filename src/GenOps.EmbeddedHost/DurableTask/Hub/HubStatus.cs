namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>Where an instance stands. An entity is always <see cref="Running"/>. Stored by name.</summary>
internal enum HubStatus
{
    Pending,
    Running,
    Suspended,
    Completed,
    Failed,
    Terminated,
}
