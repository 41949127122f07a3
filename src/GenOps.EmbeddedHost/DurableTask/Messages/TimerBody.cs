namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>A durable timer is due.</summary>
internal sealed record TimerBody(string ExecutionId, int TaskId) : MessageBody
{
    internal override MessageKind Kind => MessageKind.Timer;
}
