using System.Collections.Concurrent;
using GenOps.Adapters.Tables;
using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Memory;

/// <summary>Rows in memory, under the same rules and limits as in a table.</summary>
internal sealed class MemoryRowStore(TimeProvider timeProvider) : IRowStore
{
    private readonly ConcurrentDictionary<string, MemoryPartition> _partitions = new(StringComparer.Ordinal);
    private long _lastNumber;

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        RowKeys.Check(partition);
        RowKeys.Check(rowKey);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            _partitions.TryGetValue(partition, out var rows) && rows.TryGet(rowKey, out var version) ? version.ToStored() : null);
    }

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        RangeRules.Check(partition, fromKey, beforeKey, limit, continuation);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(ReadPage(partition, continuation is null ? fromKey : continuation + '\0', beforeKey, limit));
    }

    public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var keys = TransactionRules.Check(partition, changes);
        cancellationToken.ThrowIfCancellationRequested();
        var rows = _partitions.GetOrAdd(partition, static (_, clock) => new MemoryPartition(clock), timeProvider);
        var number = Interlocked.Add(ref _lastNumber, keys.Length) - keys.Length + 1;
        return ValueTask.FromResult(rows.TryCommit(changes, keys, number)
            ? new CommitOutcome(true, ETagsOf(changes, number))
            : CommitOutcome.Conflict);
    }

    /// <summary>The clock as table storage tells it: in whole seconds, rounded down.</summary>
    public DateTimeOffset StorageTime()
    {
        var ticks = timeProvider.GetUtcNow().UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private static string?[] ETagsOf(IReadOnlyList<RowChange> changes, long number)
    {
        var eTags = new string?[changes.Count];
        for (var index = 0; index < eTags.Length; index++)
        {
            eTags[index] = changes[index].Kind is RowChangeKind.Delete ? null : MemoryVersion.ETagOf(number + index);
        }

        return eTags;
    }

    private RowPage ReadPage(string partition, string fromKey, string beforeKey, int limit)
    {
        // One more than asked for tells whether there is a next page.
        var versions = new MemoryVersion[limit + 1];
        var count = _partitions.TryGetValue(partition, out var rows) ? rows.CopyRange(fromKey, beforeKey, versions) : 0;
        var page = new StoredRow[Math.Min(count, limit)];
        for (var index = 0; index < page.Length; index++)
        {
            page[index] = versions[index].ToStored();
        }

        return new RowPage(page, count > limit ? page[^1].Row.RowKey : null, StorageTime());
    }
}
