using System.Collections.Concurrent;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Heads as this process saw them last, so that a commit needs no read before it. One that is out of date costs a round trip and nothing
/// else: every use of it is conditional on its ETag.
/// </summary>
internal sealed class InstanceHeads
{
    private const int Max = 20_000;

    private readonly ConcurrentDictionary<string, InstanceHead> _heads = new(StringComparer.Ordinal);
    private int _added;

    internal InstanceHead? Find(string partition) => _heads.GetValueOrDefault(partition);

    internal void Forget(string partition) => _heads.TryRemove(partition, out _);

    internal void Remember(InstanceHead head)
    {
        if (head.ETag is null)
        {
            Forget(head.PartitionKey);
            return;
        }

        if (!_heads.ContainsKey(head.PartitionKey) && Interlocked.Increment(ref _added) > Max)
        {
            _heads.Clear();
            Volatile.Write(ref _added, 0);
        }

        _heads[head.PartitionKey] = head;
    }
}
