using GenOps.EmbeddedHost.DurableTask.Entities;

namespace Microsoft.DurableTask.Entities;

/// <summary>
/// An entity as a class. Operations are its public methods, found by name in any case; a method takes the input and, if it wants them, the
/// <see cref="TaskEntityContext"/> and <see cref="TaskEntityOperation"/>. <c>delete</c> exists by itself.
/// </summary>
/// <typeparam name="TState">The state, kept as JSON between operations. Null deletes the entity.</typeparam>
public abstract class TaskEntity<TState> : ITaskEntity
{
    /// <summary>Whether operations may also be methods of the state. Default: false.</summary>
    protected virtual bool AllowStateDispatch => false;

    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = default!;

    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is { } stored ? (TState)stored : InitializeState(operation);
        var target = Target(operation);
        if (target is null)
        {
            operation.State.SetState(null);
            return null;
        }

        var result = await EntityMethods.InvokeAsync(target, operation);
        operation.State.SetState(State);
        return result;
    }

    /// <summary>The state of an entity that has none. Default: made by the parameterless constructor.</summary>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation) =>
        Nullable.GetUnderlyingType(typeof(TState)) is null ? Activator.CreateInstance<TState>() : default!;

    /// <summary>Who has the operation; null for the implicit <c>delete</c>.</summary>
    private object? Target(TaskEntityOperation operation)
    {
        if (EntityMethods.Has(this, operation.Name))
        {
            return this;
        }

        if (AllowStateDispatch && State is { } state && EntityMethods.Has(state, operation.Name))
        {
            return state;
        }

        return string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase)
            ? null
            : throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }
}
