namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>Hold an orchestration up.</summary>
internal sealed record SuspendBody(string? Reason) : MessageBody
{
    internal override MessageKind Kind => MessageKind.Suspend;
}
