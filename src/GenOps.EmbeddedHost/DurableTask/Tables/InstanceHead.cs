using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>What a row <see cref="RowKeys.Head"/> says about its partition: what a commit has to know of the instance.</summary>
internal sealed record InstanceHead
{
    internal const string VersionColumn = "Version";
    internal const string TokenColumn = "FencingToken";
    internal const string GenerationColumn = "Generation";
    internal const string CountColumn = "HistoryCount";
    internal const string DirtyColumn = "IsDirty";
    internal const string StampColumn = "Stamp";

    internal required string PartitionKey { get; init; }

    /// <summary>Null: no such row.</summary>
    internal required ETag? ETag { get; init; }

    /// <summary>The record's; 0 when there is none, although there may be rows of one that is being made or removed.</summary>
    internal long Version { get; init; }

    internal long FencingToken { get; init; }

    /// <summary>Of the history that counts; rows of another one are to be removed.</summary>
    internal int Generation { get; init; }

    internal int HistoryCount { get; init; }

    /// <summary>There may be rows that do not count.</summary>
    internal bool IsDirty { get; init; }

    /// <summary>Names the transaction that wrote the row last.</summary>
    internal string Stamp { get; init; } = "";

    /// <summary>Large texts of the record by column.</summary>
    internal ImmutableDictionary<string, string> RecordTexts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Large texts of messages by row key, as far as this process has seen them.</summary>
    internal ImmutableDictionary<string, string> MessageTexts { get; init; } = ImmutableDictionary<string, string>.Empty;

    internal static InstanceHead Absent(string partitionKey) => new() { PartitionKey = partitionKey, ETag = null };

    internal static InstanceHead Of(TableEntity row) => new()
    {
        PartitionKey = row.PartitionKey,
        ETag = row.ETag,
        Version = row.GetInt64(VersionColumn) ?? 0,
        FencingToken = row.GetInt64(TokenColumn) ?? 0,
        Generation = row.GetInt32(GenerationColumn) ?? 0,
        HistoryCount = row.GetInt32(CountColumn) ?? 0,
        IsDirty = row.GetBoolean(DirtyColumn) ?? false,
        Stamp = row.GetString(StampColumn) ?? "",
        RecordTexts = RecordRow.TextsOf(row),
    };

    /// <summary>A row that is merged with the stored one and, apart from what the caller adds, leaves it as it is.</summary>
    internal TableEntity Touch(long fencingToken) => new(PartitionKey, RowKeys.Head)
    {
        [TokenColumn] = Math.Max(FencingToken, fencingToken),
    };
}
