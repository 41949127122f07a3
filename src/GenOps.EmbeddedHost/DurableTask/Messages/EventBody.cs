using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>An external event.</summary>
internal sealed record EventBody(string Name) : MessageBody
{
    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Data { get; init; }

    internal override MessageKind Kind => MessageKind.Event;
}
