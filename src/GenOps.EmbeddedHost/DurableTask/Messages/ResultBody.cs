using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>How an activity, a sub-orchestration or a called operation ended.</summary>
internal sealed record ResultBody(string ExecutionId, int TaskId) : MessageBody
{
    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Result { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    internal override MessageKind Kind => MessageKind.Result;
}
