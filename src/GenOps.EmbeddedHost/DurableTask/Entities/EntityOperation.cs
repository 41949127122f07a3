using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>One operation as an entity sees it.</summary>
internal sealed class EntityOperation(OperationBody body, EntityContext context, EntityState state, PayloadConverter converter)
    : TaskEntityOperation
{
    public override string Name => body.Name;

    public override TaskEntityContext Context => context;

    public override TaskEntityState State => state;

    public override bool HasInput => body.Input is not null;

    public override object? GetInput(Type inputType) => converter.Deserialize(body.Input, inputType);
}
