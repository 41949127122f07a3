using System.Text.Json.Serialization;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.History;

/// <summary>Something an orchestration was told.</summary>
internal sealed record TurnInput(InputKind Kind)
{
    /// <summary>Which action a result or a timer belongs to.</summary>
    public int TaskId { get; init; }

    /// <summary>An event's.</summary>
    public string? Name { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Data { get; init; }

    public TaskFailureDetails? Failure { get; init; }
}
