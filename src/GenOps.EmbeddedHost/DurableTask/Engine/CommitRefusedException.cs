namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>The store holds another version of an instance than the turn began with, or another process is active.</summary>
internal sealed class CommitRefusedException(string instanceId)
    : Exception($"The store has another version of '{instanceId}' than the turn began with, or another process has become active.");
