using GenOps.Application.Storage;

namespace GenOps.Adapters.Memory;

/// <summary>The row stores of a process that keeps nothing across a restart. Thread safe; same rules, limits and clock as tables.</summary>
public sealed class MemoryRowStores(TimeProvider timeProvider) : IRowStores
{
    private readonly MemoryRowStore _accounts = new(timeProvider);

    /// <inheritdoc/>
    public IRowStore Accounts => _accounts;

    /// <inheritdoc/>
    public IRowStore Directory { get; } = new MemoryRowStore(timeProvider);

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_accounts.StorageTime());
    }
}
