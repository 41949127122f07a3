using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.TestKit.Storage;

/// <summary>A row store whose calls go wrong as a plan says. Thread safe if the plan is.</summary>
public sealed class FaultyRowStore(IRowStore inner, Func<RowOperation, RowFault> plan, TimeProvider timeProvider) : IRowStore
{
    private int _gets;
    private int _queries;
    private int _commits;

    /// <summary>Commits so far, failed ones included.</summary>
    public int Commits => Volatile.Read(ref _commits);

    /// <summary>Reads so far, failed ones included.</summary>
    public int Reads => Volatile.Read(ref _gets) + Volatile.Read(ref _queries);

    public async ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        await MeetReadAsync(Next(RowOperationKind.Get, ref _gets, partition, []), cancellationToken);
        return await inner.GetAsync(partition, rowKey, cancellationToken);
    }

    public async ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        await MeetReadAsync(Next(RowOperationKind.Query, ref _queries, partition, []), cancellationToken);
        return await inner.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);
    }

    public async ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var fault = Next(RowOperationKind.Commit, ref _commits, partition, changes);
        await WaitAsync(fault, cancellationToken);
        if (fault.IsConflict)
        {
            return CommitOutcome.Conflict;
        }

        if (fault.Kind is not { } kind)
        {
            return await inner.CommitAsync(partition, changes, cancellationToken);
        }

        if (fault.IsDone)
        {
            // Not the caller's token: the request is under way, only its answer is lost.
            await inner.CommitAsync(partition, changes, CancellationToken.None);
        }

        throw new RowStoreException(kind, $"Planned fault of commit to {partition}: {kind}.");
    }

    private RowFault Next(RowOperationKind kind, ref int count, string partition, IReadOnlyList<RowChange> changes) =>
        plan(new RowOperation(kind, Interlocked.Increment(ref count) - 1, partition, changes));

    private async Task MeetReadAsync(RowFault fault, CancellationToken cancellationToken)
    {
        await WaitAsync(fault, cancellationToken);
        if (fault.Kind is { } kind)
        {
            throw new RowStoreException(kind is RowStoreFault.Unknown ? RowStoreFault.Unavailable : kind, "Planned fault of a read.");
        }
    }

    private async Task WaitAsync(RowFault fault, CancellationToken cancellationToken)
    {
        await fault.Until.WaitAsync(cancellationToken);
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, timeProvider, cancellationToken);
        }
    }
}
