using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>Run an activity.</summary>
internal sealed record ActivityBody(string Name, string ExecutionId, int TaskId) : MessageBody
{
    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Input { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    internal override MessageKind Kind => MessageKind.Activity;
}
