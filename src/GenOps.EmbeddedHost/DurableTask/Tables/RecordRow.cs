using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>An instance's record as a row.</summary>
internal static class RecordRow
{
    private static readonly string[] TextNames =
    [
        nameof(InstanceRecord.Input), nameof(InstanceRecord.Output),
        nameof(InstanceRecord.CustomStatus), nameof(InstanceRecord.FailureJson),
        nameof(InstanceRecord.EntityState), nameof(InstanceRecord.HandledJson), nameof(InstanceRecord.Tags),
    ];

    internal static TableEntity Write(InstanceRecord record, InstanceHead head, LargeTextWriter large)
    {
        var row = new TableEntity(head.PartitionKey, RowKeys.Head)
        {
            [nameof(record.InstanceId)] = record.InstanceId,
            [nameof(record.Name)] = record.Name,
            [nameof(record.Status)] = record.Status.ToString(),
            [InstanceHead.VersionColumn] = record.Version,
            [InstanceHead.CountColumn] = record.HistoryCount,
            [nameof(record.ExecutionId)] = record.ExecutionId,
            [nameof(record.IsEntity)] = record.IsEntity,
            [nameof(record.ParentTaskId)] = record.ParentTaskId,
            [nameof(record.CreatedAt)] = TimeColumns.Write(record.CreatedAt),
            [nameof(record.UpdatedAt)] = TimeColumns.Write(record.UpdatedAt),
        };
        row.PutTime(nameof(record.CompletedAt), record.CompletedAt);
        Put(nameof(record.ParentId), record.ParentId);
        Put(nameof(record.ParentName), record.ParentName);
        Put(nameof(record.ParentExecutionId), record.ParentExecutionId);
        Put(nameof(record.TraceParent), record.TraceParent);
        Put(nameof(record.TraceState), record.TraceState);
        foreach (var name in TextNames)
        {
            row.PutText(name, TextOf(record, name), large, head.RecordTexts.GetValueOrDefault(name));
        }

        return row;

        void Put(string column, string? value)
        {
            if (value is not null)
            {
                row[column] = value;
            }
        }
    }

    internal static InstanceRecord Read(TableEntity row, IReadOnlyDictionary<string, string> large) => new()
    {
        InstanceId = Required(row, nameof(InstanceRecord.InstanceId)),
        Name = Required(row, nameof(InstanceRecord.Name)),
        Status = Enum.Parse<HubStatus>(Required(row, nameof(InstanceRecord.Status))),
        Version = row.GetInt64(InstanceHead.VersionColumn) ?? 0,
        HistoryCount = row.GetInt32(InstanceHead.CountColumn) ?? 0,
        ExecutionId = row.GetString(nameof(InstanceRecord.ExecutionId)) ?? "",
        IsEntity = row.GetBoolean(nameof(InstanceRecord.IsEntity)) ?? false,
        ParentTaskId = row.GetInt32(nameof(InstanceRecord.ParentTaskId)) ?? 0,
        CreatedAt = row.GetTime(nameof(InstanceRecord.CreatedAt)) ?? default,
        UpdatedAt = row.GetTime(nameof(InstanceRecord.UpdatedAt)) ?? default,
        CompletedAt = row.GetTime(nameof(InstanceRecord.CompletedAt)),
        ParentId = row.GetString(nameof(InstanceRecord.ParentId)),
        ParentName = row.GetString(nameof(InstanceRecord.ParentName)),
        ParentExecutionId = row.GetString(nameof(InstanceRecord.ParentExecutionId)),
        TraceParent = row.GetString(nameof(InstanceRecord.TraceParent)),
        TraceState = row.GetString(nameof(InstanceRecord.TraceState)),
        Input = row.GetText(nameof(InstanceRecord.Input), large),
        Output = row.GetText(nameof(InstanceRecord.Output), large),
        CustomStatus = row.GetText(nameof(InstanceRecord.CustomStatus), large),
        FailureJson = row.GetText(nameof(InstanceRecord.FailureJson), large),
        EntityState = row.GetText(nameof(InstanceRecord.EntityState), large),
        HandledJson = row.GetText(nameof(InstanceRecord.HandledJson), large),
        Tags = row.GetText(nameof(InstanceRecord.Tags), large) is { } tags
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!
            : ImmutableDictionary<string, string>.Empty,
    };

    internal static ImmutableDictionary<string, string> TextsOf(TableEntity row) => TextNames
        .Where(name => row.GetBlobName(name) is not null)
        .ToImmutableDictionary(name => name, name => row.GetBlobName(name)!);

    private static string? TextOf(InstanceRecord record, string name) => name switch
    {
        nameof(record.Input) => record.Input,
        nameof(record.Output) => record.Output,
        nameof(record.CustomStatus) => record.CustomStatus,
        nameof(record.FailureJson) => record.FailureJson,
        nameof(record.EntityState) => record.EntityState,
        nameof(record.HandledJson) => record.HandledJson,
        nameof(record.Tags) => record.Tags.Count == 0 ? null : JsonSerializer.Serialize(record.Tags),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a text of a record."),
    };

    private static string Required(TableEntity row, string column) =>
        row.GetString(column) ?? throw new InvalidDataException($"Row '{row.PartitionKey}' has no {column}.");
}
