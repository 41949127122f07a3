namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>Let a suspended orchestration go on.</summary>
internal sealed record ResumeBody(string? Reason) : MessageBody
{
    internal override MessageKind Kind => MessageKind.Resume;
}
