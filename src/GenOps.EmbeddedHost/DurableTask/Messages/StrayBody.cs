namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>An orchestrator went on by itself after its turn was over.</summary>
internal sealed record StrayBody(string ExecutionId, string Violation) : MessageBody
{
    internal override MessageKind Kind => MessageKind.Stray;
}
