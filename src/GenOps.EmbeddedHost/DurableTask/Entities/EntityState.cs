using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>The state of one entity, kept as JSON from one operation to the next.</summary>
internal sealed class EntityState(PayloadConverter converter, string? json) : TaskEntityState
{
    public override bool HasState => Json is not null;

    internal string? Json { get; private set; } = json;

    public override object? GetState(Type type) => converter.Deserialize(Json, type);

    public override void SetState(object? state) => Json = converter.Serialize(state);

    internal void Restore(string? json) => Json = json;
}
