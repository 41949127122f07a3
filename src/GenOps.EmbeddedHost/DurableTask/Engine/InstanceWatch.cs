using System.Collections.Concurrent;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Wakes those who wait in this process for an instance to change.</summary>
internal sealed class InstanceWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Completes with the instance's next change.</summary>
    internal Task NextAsync(string instanceId) =>
        _waiting.GetOrAdd(instanceId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal void Notify(string instanceId)
    {
        if (_waiting.TryRemove(instanceId, out var source))
        {
            source.SetResult();
        }
    }
}
