using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Application.Tests.Batches;

/// <summary>Storage as a process sees it that dies at one of its writes: before it takes effect, or just after. From then on nothing works.</summary>
internal sealed class MortalProcess(IRowStores rows, IBlobStore blobs, int dyingWrite, bool isDone) : IRowStores, IRowStore, IBlobStore
{
    private int _writes;

    public bool IsDead => Volatile.Read(ref _writes) > dyingWrite;

    public IRowStore Accounts => this;

    public IRowStore Directory => rows.Directory;

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => rows.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
        Alive().Accounts.GetAsync(partition, rowKey, cancellationToken);

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
        Alive().Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);

    public async ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        CommitOutcome? outcome = null;
        await WriteAsync(async () => outcome = await rows.Accounts.CommitAsync(partition, changes, cancellationToken));
        return outcome!;
    }

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(() => blobs.PutAsync(name, content, cancellationToken));

    public Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken)
    {
        Alive();
        return blobs.GetAsync(name, maxBytes, cancellationToken);
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => WriteAsync(() => blobs.DeleteAsync(name, cancellationToken));

    public Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken)
    {
        Alive();
        return blobs.ListAsync(prefix, afterName, limit, cancellationToken);
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    private IRowStores Alive() => IsDead ? throw new ProcessDiedException() : rows;

    private async Task WriteAsync(Func<Task> write)
    {
        Alive();
        var isLast = Interlocked.Increment(ref _writes) - 1 == dyingWrite;
        if (!isLast || isDone)
        {
            await write();
        }

        if (isLast)
        {
            throw new ProcessDiedException();
        }
    }
}
