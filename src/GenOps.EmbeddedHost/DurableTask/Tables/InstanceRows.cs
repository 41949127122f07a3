using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// History and messages as rows. Column <c>Version</c> is that of the commit that wrote the row; 0 for what others enqueued.
/// </summary>
internal static class InstanceRows
{
    internal const string JsonColumn = "Json";

    /// <summary>In rows <see cref="RowKeys.RemovedPrefix"/>: keys of rows that their commit removed, one a line.</summary>
    internal const string KeysColumn = "Keys";

    private const string KindColumn = "Kind";
    private const string TargetColumn = "Target";
    private const string VisibleColumn = "VisibleAt";

    internal static TableEntity Write(string partition, int generation, HistoryEvent step, long version, LargeTextWriter large)
    {
        var row = Row(partition, RowKeys.History(generation, step.Sequence), step.Kind, version);
        row.PutText(JsonColumn, step.Json, large);
        return row;
    }

    internal static TableEntity Write(string partition, HubMessage message, long version, LargeTextWriter large)
    {
        var row = Row(partition, RowKeys.Inbox(message.Id), message.Kind, version);
        row.PutText(JsonColumn, message.Json, large);
        row.PutTime(VisibleColumn, message.VisibleAt);
        return row;
    }

    internal static TableEntity Write(string partition, OutboxMessage message, long version, LargeTextWriter large)
    {
        var row = Row(partition, RowKeys.Outbox(message.Id), message.Kind, version);
        row[TargetColumn] = message.Target;
        row.PutText(JsonColumn, message.Json, large);
        row.PutTime(VisibleColumn, message.VisibleAt);
        return row;
    }

    internal static TableEntity WriteRemoved(string partition, int number, IEnumerable<string> keys, long version) =>
        new(partition, RowKeys.Removed(number)) { [InstanceHead.VersionColumn] = version, [KeysColumn] = string.Join('\n', keys) };

    internal static HistoryEvent ReadHistory(TableEntity row, IReadOnlyDictionary<string, string> large) =>
        new(RowKeys.SequenceOf(row.RowKey), row.GetString(KindColumn), row.GetText(JsonColumn, large)!);

    internal static HubMessage ReadInbox(TableEntity row, IReadOnlyDictionary<string, string> large) => new(
        RowKeys.MessageIdOf(row.RowKey), row.GetString(KindColumn), row.GetText(JsonColumn, large)!, row.GetTime(VisibleColumn));

    internal static OutboxMessage ReadOutbox(TableEntity row, IReadOnlyDictionary<string, string> large) => new(
        RowKeys.MessageIdOf(row.RowKey),
        row.GetString(TargetColumn),
        row.GetString(KindColumn),
        row.GetText(JsonColumn, large)!,
        row.GetTime(VisibleColumn));

    internal static long VersionOf(TableEntity row) => row.GetInt64(InstanceHead.VersionColumn) ?? 0;

    private static TableEntity Row(string partition, string key, string kind, long version) => new(partition, key)
    {
        [InstanceHead.VersionColumn] = version,
        [KindColumn] = kind,
    };
}
