using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>Start an orchestration.</summary>
internal sealed record StartBody(string Name, string ExecutionId, DateTimeOffset CreatedAt) : MessageBody
{
    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Input { get; init; }

    public string? ParentId { get; init; }

    public string? ParentName { get; init; }

    public string? ParentExecutionId { get; init; }

    public int ParentTaskId { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>The instance goes on as a new execution of itself.</summary>
    public bool IsContinuation { get; init; }

    internal override MessageKind Kind => MessageKind.Start;
}
