namespace GenOps.EmbeddedHost.DurableTask.History;

/// <summary>What an orchestration can be told. Stored by name.</summary>
internal enum InputKind
{
    None,
    Start,
    Result,
    Timer,
    Event,
    Suspend,
    Resume,
}
