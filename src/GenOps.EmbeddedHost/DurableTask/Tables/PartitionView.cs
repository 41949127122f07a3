using System.Collections.Immutable;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// What of a partition's rows counts. The head decides: a commit in several transactions writes rows of a version that the head does not
/// have yet, and lists what it removes in rows of that version; replacing the head makes all of it count, and until then nothing does.
/// </summary>
internal sealed class PartitionView
{
    private readonly List<TableEntity> _history = [];
    private readonly List<TableEntity> _inbox = [];
    private readonly List<TableEntity> _outbox = [];
    private readonly List<TableEntity> _garbage = [];

    internal PartitionView(string partitionKey, IReadOnlyList<TableEntity> rows)
    {
        HeadRow = rows.FirstOrDefault(static row => row.RowKey == RowKeys.Head);
        var head = HeadRow is null ? InstanceHead.Absent(partitionKey) : InstanceHead.Of(HeadRow);
        var removed = RemovedKeys(head, rows);

        // In the order of keys, rows that list removed ones come last: they hide them until the last is deleted.
        foreach (var row in rows.Where(static row => row.RowKey != RowKeys.Head))
        {
            (Counts(head, row) && !removed.Contains(row.RowKey) ? ListOf(row) : _garbage).Add(row);
        }

        Head = head with { MessageTexts = TextsOf(_history.Concat(_inbox).Concat(_outbox)) };
    }

    internal InstanceHead Head { get; }

    internal TableEntity? HeadRow { get; }

    internal IReadOnlyList<TableEntity> History => _history;

    internal IReadOnlyList<TableEntity> Inbox => _inbox;

    internal IReadOnlyList<TableEntity> Outbox => _outbox;

    /// <summary>Left behind by a commit that never ended, or not yet deleted after one that did.</summary>
    internal IReadOnlyList<TableEntity> Garbage => _garbage;

    internal bool HasRecord => Head.Version > 0;

    internal IEnumerable<TableEntity> Rows => _history.Concat(_inbox).Concat(_outbox).Concat(_garbage);

    internal IReadOnlyCollection<string> LargeNames() =>
        [.. (HasRecord ? HeadRow!.BlobNames() : []).Concat(Head.MessageTexts.Values)];

    private static HashSet<string> RemovedKeys(InstanceHead head, IReadOnlyList<TableEntity> rows) => [.. rows
        .Where(row => row.RowKey.StartsWith(RowKeys.RemovedPrefix, StringComparison.Ordinal) && InstanceRows.VersionOf(row) <= head.Version)
        .SelectMany(static row => row.GetString(InstanceRows.KeysColumn).Split('\n'))];

    private static bool Counts(InstanceHead head, TableEntity row) => InstanceRows.VersionOf(row) <= head.Version && row.RowKey[0] switch
    {
        'h' => RowKeys.IsOfGeneration(row.RowKey, head.Generation) && RowKeys.SequenceOf(row.RowKey) < head.HistoryCount,
        'r' => false,
        _ => true,
    };

    private static ImmutableDictionary<string, string> TextsOf(IEnumerable<TableEntity> rows) => rows
        .Where(static row => row.GetBlobName(InstanceRows.JsonColumn) is not null)
        .ToImmutableDictionary(static row => row.RowKey, static row => row.GetBlobName(InstanceRows.JsonColumn)!);

    private List<TableEntity> ListOf(TableEntity row) => row.RowKey[0] switch
    {
        'h' => _history,
        'm' => _inbox,
        'o' => _outbox,
        _ => throw new InvalidDataException($"Row '{row.RowKey}' of '{row.PartitionKey}' is of no known kind."),
    };
}
