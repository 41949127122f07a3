using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>End an orchestration.</summary>
internal sealed record TerminateBody(bool IsRecursive) : MessageBody
{
    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Output { get; init; }

    internal override MessageKind Kind => MessageKind.Terminate;
}
