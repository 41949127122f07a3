namespace GenOps.EmbeddedHost.DurableTask.History;

/// <summary>Something an orchestration asked for, as far as a replay has to repeat it.</summary>
/// <param name="Kind">What.</param>
/// <param name="TaskId">The how-manieth action of the execution, from 0.</param>
/// <param name="Name">Of the function, the event or the operation; empty for a timer.</param>
/// <param name="Target">A sub-orchestration's instance id, where the orchestrator gives it one.</param>
internal sealed record TurnAction(ActionKind Kind, int TaskId, string Name, string? Target = null)
{
    public override string ToString() => Kind switch
    {
        ActionKind.Timer => $"a timer (#{TaskId})",
        ActionKind.Activity => $"activity '{Name}' (#{TaskId})",
        ActionKind.SubOrchestration => $"sub-orchestration '{Name}' (#{TaskId}{(Target is null ? "" : $", id '{Target}'")})",
        ActionKind.EntityCall => $"a call of entity operation '{Name}' (#{TaskId})",
        ActionKind.EntitySignal => $"a signal of entity operation '{Name}' (#{TaskId})",
        ActionKind.SendEvent => $"event '{Name}' (#{TaskId})",
        _ => $"{Kind} '{Name}' (#{TaskId})",
    };
}
