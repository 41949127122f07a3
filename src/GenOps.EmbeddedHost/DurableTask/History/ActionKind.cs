namespace GenOps.EmbeddedHost.DurableTask.History;

/// <summary>What an orchestration can ask for. Stored by name.</summary>
internal enum ActionKind
{
    None,
    Activity,
    Timer,
    SubOrchestration,
    EntityCall,
    EntitySignal,
    SendEvent,
}
