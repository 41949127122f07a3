namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>What one part of a hub tells another. Stored by name.</summary>
internal enum MessageKind
{
    Start,
    Event,
    Operation,
    Result,
    Timer,
    Suspend,
    Resume,
    Terminate,

    /// <summary>Work for an activity function; only ever in an outbox.</summary>
    Activity,

    /// <summary>An orchestrator went on outside its turn; never stored.</summary>
    Stray,
}
