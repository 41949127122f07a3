using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>An operation on an entity. Without caller it is a signal.</summary>
internal sealed record OperationBody(string Name) : MessageBody
{
    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Input { get; init; }

    public string? CallerId { get; init; }

    public string? CallerExecutionId { get; init; }

    public int CallerTaskId { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    internal override MessageKind Kind => MessageKind.Operation;
}
