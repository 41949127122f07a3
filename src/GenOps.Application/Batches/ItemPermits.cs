using GenOps.Application.Calls;
using GenOps.Application.Rates;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Rates;
using GenOps.Core.Tenants;

namespace GenOps.Application.Batches;

/// <summary>Holds a chunk's items against the tenant's rates as calls are, and tells on the batch's row that it waits. One a run, used by one at a time.</summary>
internal sealed class ItemPermits(
    RateLimits rates, IRowStore store, BatchBook book, BatchRow batch, TenantDocument document, ChunkKey key, TimeProvider time)
{
    /// <summary>The longest wait before it asks again: limits can be raised, and what other instances took can come back.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // All places together are left to others for about as long as this.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private TenantDocument _document = document;
    private long _documentReadAt = time.GetTimestamp();
    private RateRefusal? _refusal;
    private long _refusedAt;
    private DateTimeOffset _resumesAt;
    private long? _heldUpSince;
    private (bool IsTold, DateTimeOffset? ResumesAt) _told = (batch.WaitingFor is WaitReason.Rate, batch.ResumesAt);

    /// <summary>How long to sleep at most before asking may be worth it.</summary>
    public TimeSpan Wait
    {
        get
        {
            var wait = _refusal is null ? LongestWait : _resumesAt - time.GetUtcNow();
            return wait > LongestWait ? LongestWait : wait < ShortestGap ? ShortestGap : wait;
        }
    }

    private bool IsFull => _refusal is { Kind: RateKind.Concurrency };

    /// <summary>Takes an item's share of the rates; null when it must wait. Asks no more often than the refusal before says.</summary>
    public async ValueTask<ItemPermit?> TakeAsync(ChunkItem item, CancellationToken cancellationToken)
    {
        if (item.Plan is not { } plan)
        {
            return new ItemPermit(null, null);
        }

        if (_refusal is not null && time.GetUtcNow() < _resumesAt && time.GetElapsedTime(_refusedAt) < LongestWait)
        {
            return null;
        }

        await ReadDocumentAsync(cancellationToken);
        var permit = await rates.EnterAsync(key.Tenant, _document, plan.TokenBound, cancellationToken);
        if (permit?.Refusal is not { } refusal)
        {
            (_refusal, _heldUpSince) = (null, null);
            return new ItemPermit(permit, null);
        }

        if (refusal.RetryAfterSeconds is not { } seconds)
        {
            return new ItemPermit(null, CallErrors.Of(refusal));
        }

        var now = time.GetUtcNow();
        (_refusal, _refusedAt) = (refusal, time.GetTimestamp());
        _resumesAt = IsFull ? now.AddSeconds(seconds) : DateTimeOffset.FromUnixTimeSeconds(((now.ToUnixTimeSeconds() / 60) + 1) * 60);
        return null;
    }

    /// <summary>A call of this run has ended, so that there is a place. For a while it is left to others: who asks first again would always get it.</summary>
    public void CallEnded()
    {
        if (IsFull)
        {
            var gap = LongestGap / _refusal!.Limit;
            var mayAskAt = time.GetUtcNow() + (gap > ShortestGap ? gap : ShortestGap);
            _resumesAt = mayAskAt < _resumesAt ? mayAskAt : _resumesAt;
        }
    }

    /// <summary>Nothing runs and nothing may start. When that lasts longer than a moment, the batch's row says so.</summary>
    public async Task HeldUpAsync(CancellationToken cancellationToken)
    {
        _heldUpSince ??= time.GetTimestamp();
        DateTimeOffset? resumesAt = IsFull ? null : _resumesAt;
        if (_told != (true, resumesAt) && time.GetElapsedTime(_heldUpSince.Value) >= Moment)
        {
            var row = await book.ChangeAsync(key.Batch, row => BatchStates.WaitingForRate(row, resumesAt), cancellationToken);
            _told = (row.WaitingFor is WaitReason.Rate, row.ResumesAt);
        }
    }

    /// <summary>Items start.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_told.IsTold)
        {
            await book.ChangeAsync(key.Batch, BatchStates.LetGoByRate, cancellationToken);
            _told = default;
        }
    }

    // A limit that is changed holds for the items that start from then on.
    private async ValueTask ReadDocumentAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_documentReadAt) >= LongestWait)
        {
            _documentReadAt = time.GetTimestamp();
            _document = await store.GetAsync(key.Tenant, LimitsRow.Key, cancellationToken) is { Row: LimitsRow limits } ? limits.Document : _document;
        }
    }
}
