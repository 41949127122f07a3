using GenOps.Core.Rows;

namespace GenOps.Adapters.Memory;

/// <summary>The rows of one partition. Thread safe.</summary>
internal sealed class MemoryPartition(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MemoryRow> _rows = new(StringComparer.Ordinal);
    private readonly OrderedRows _order = new();

    public bool TryGet(string key, out MemoryVersion version)
    {
        lock (_lock)
        {
            var isFound = _rows.TryGetValue(key, out var row);
            version = isFound ? row!.Current : default;
            return isFound;
        }
    }

    public int CopyRange(string fromKey, string beforeKey, Span<MemoryVersion> versions)
    {
        lock (_lock)
        {
            return _order.CopyRange(fromKey, beforeKey, versions);
        }
    }

    /// <summary>Makes all changes, numbering the versions from <paramref name="number"/> on, or none; false for none.</summary>
    public bool TryCommit(IReadOnlyList<RowChange> changes, string[] keys, long number)
    {
        var replaced = new MemoryRow?[keys.Length];
        lock (_lock)
        {
            for (var index = 0; index < keys.Length; index++)
            {
                if (!IsAsDemanded(changes[index], _rows.GetValueOrDefault(keys[index]), out replaced[index]))
                {
                    return false;
                }
            }

            var ticks = timeProvider.GetUtcNow().UtcTicks;
            for (var index = 0; index < keys.Length; index++)
            {
                Apply(changes[index], keys[index], replaced[index], new MemoryVersion(changes[index].Row, number + index, ticks));
            }

            return true;
        }
    }

    private static bool IsAsDemanded(in RowChange change, MemoryRow? present, out MemoryRow? row)
    {
        row = present;
        return change.Kind is RowChangeKind.Insert ? present is null : present is not null && present.Current.HasETag(change.ETag!);
    }

    private void Apply(in RowChange change, string key, MemoryRow? present, in MemoryVersion version)
    {
        switch (change.Kind)
        {
            case RowChangeKind.Delete:
                _rows.Remove(key);
                _order.Remove(key);
                break;
            case RowChangeKind.Replace:
                present!.Current = version;
                break;
            case RowChangeKind.Insert:
                var row = new MemoryRow(key) { Current = version };
                _rows.Add(key, row);
                _order.Add(row);
                break;
        }
    }
}
