using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What is known of an entity.</summary>
public class EntityMetadata<TState>
{
    private readonly TState? _state;

    public EntityMetadata(EntityInstanceId id)
    {
        Id = id;
    }

    public EntityMetadata(EntityInstanceId id, TState? state)
    {
        Id = id;
        _state = state;
        IncludesState = state is not null;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Always 0 on this host.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>Always null on this host.</summary>
    public string? LockedBy { get; init; }

    public bool IncludesState { get; }

    /// <exception cref="InvalidOperationException">The state was not asked for.</exception>
    public TState State => IncludesState
        ? _state!
        : throw new InvalidOperationException("The entity's state was not fetched: pass includeState.");
}
