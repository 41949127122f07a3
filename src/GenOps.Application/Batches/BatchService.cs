using GenOps.Application.Calls;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Policies;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;

namespace GenOps.Application.Batches;

/// <summary>What callers do with batches. A key that is pinned sees only what is charged to its pins. Safe for concurrent use.</summary>
public sealed class BatchService(IRowStores stores, BatchBook book, TimeProvider time)
{
    /// <summary>Makes a batch, answers it as validating and starts its orchestration.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="asked">What for.</param>
    /// <param name="starter">Starts it.</param>
    /// <param name="claim">Gives the change that ties an idempotency key to the batch, null when that cannot be had; null without a key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RowStoreException">Storage does not answer, or the key could not be tied to the batch. Unless the outcome is unknown, there is no batch.</exception>
    public async Task<NewBatchResult> CreateAsync(
        Caller caller, NewBatch asked, IBatchStarter starter, Func<BatchRow, Task<RowChange?>>? claim, CancellationToken cancellationToken)
    {
        var sources = new AttributionSources(caller.PinnedTeam, caller.PinnedProject, asked.Headers, asked.Body, caller.Document.Defaults);
        var wrong = AttributionResolver.Resolve(sources, out var attribution) ?? CallPolicy.CheckAttribution(caller.Document, attribution, sessionId: null);
        if (wrong is not null)
        {
            return NewBatchResult.Of(CallErrors.Of(wrong));
        }

        var batch = RowOf(caller, asked, attribution);
        var changes = new List<RowChange> { RowChange.Insert(batch) };
        if (batch.OwnsSession)
        {
            changes.Add(RowChange.Insert(SessionOf(batch)));
        }

        if (claim is not null)
        {
            changes.Add(await claim(batch) ?? throw Unwritten(caller.Tenant));
        }

        if (!await SureWrites.CommitNewAsync(stores.Accounts, caller.Tenant, changes, cancellationToken))
        {
            throw Unwritten(caller.Tenant);
        }

        // From here on the batch is there, whatever becomes of the request.
        await starter.StartAsync(new BatchKey(caller.Tenant, batch.BatchId), CancellationToken.None);
        return NewBatchResult.Of(batch);
    }

    /// <summary>A batch; null when it is unknown or another's.</summary>
    public async Task<BatchRow?> GetAsync(Caller caller, string batchId, CancellationToken cancellationToken) =>
        await book.FindAsync(caller.Tenant, batchId, cancellationToken) is { } batch && IsSeenBy(caller, batch) ? batch : null;

    /// <summary>Batches, the newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="after">The last batch of the page before; null for the first page.</param>
    /// <param name="limit">Most to return, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<BatchPage> ListAsync(Caller caller, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        var seen = new List<BatchRow>();
        if (after is not null && !BatchIds.IsValid(after))
        {
            return new BatchPage(seen, HasMore: false);
        }

        string? continuation = null;
        var from = after is null ? BatchRow.KeyPrefix : BatchRow.KeyOf(after) + "~";
        do
        {
            var page = await stores.Accounts.QueryAsync(
                caller.Tenant, from, RowKeyPrefix.EndOf(BatchRow.KeyPrefix), limit + 1, continuation, cancellationToken);
            seen.AddRange(page.Rows.Select(stored => (BatchRow)stored.Row).Where(batch => IsSeenBy(caller, batch)));
            continuation = page.Continuation;
        }
        while (continuation is not null && seen.Count <= limit);
        return new BatchPage([.. seen.Take(limit)], seen.Count > limit);
    }

    /// <summary>Cancels a batch; one that is over stays as it is. Null when it is unknown or another's.</summary>
    public async Task<BatchRow?> CancelAsync(Caller caller, string batchId, IBatchStarter starter, CancellationToken cancellationToken)
    {
        if (await GetAsync(caller, batchId, cancellationToken) is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var key = new BatchKey(caller.Tenant, batchId);
        var batch = await book.ChangeAsync(key, row => BatchStates.Cancel(row, now), cancellationToken);
        if (batch.IsCancelRequested && !batch.IsOver)
        {
            await starter.HintAsync(key, cancellationToken);
        }

        return batch;
    }

    /// <summary>Tells a tenant's waiting batches to look again, after its limits changed.</summary>
    public async Task HintWaitingAsync(string tenant, IBatchStarter starter, CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(
                tenant, BatchRow.KeyPrefix, RowKeyPrefix.EndOf(BatchRow.KeyPrefix), RowLimits.MaxPageRows, continuation, cancellationToken);
            foreach (var batch in page.Rows.Select(stored => (BatchRow)stored.Row).Where(batch => batch.WaitingFor is not WaitReason.None))
            {
                await starter.HintAsync(new BatchKey(tenant, batch.BatchId), cancellationToken);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static RowStoreException Unwritten(string tenant) =>
        new(RowStoreFault.Unavailable, $"A batch of {tenant} could not be written together with its idempotency key; nothing was written.");

    private BatchRow RowOf(Caller caller, NewBatch asked, Attribution attribution)
    {
        var now = time.GetUtcNow();
        var ulid = Ulid.NewUlid(now).ToString();
        return new BatchRow
        {
            BatchId = BatchIds.Of(ulid),
            Status = BatchStatus.Validating,
            Endpoint = asked.Endpoint,
            InputFileId = asked.InputFileId,
            WindowHours = asked.WindowHours,
            CreatedAt = now,
            ExpiresAt = now.AddHours(asked.WindowHours),
            Metadata = asked.Metadata,
            Attribution = attribution,
            SessionId = asked.Headers.SessionId ?? asked.Body.SessionId ?? ulid,
            KeyId = caller.KeyId,
            ChunkSize = asked.ChunkSize,
            MaxConcurrency = asked.MaxConcurrency,
            OnBudget = asked.OnBudget,
            MaxCostNanoUsd = asked.MaxCostNanoUsd,
            CompletionWebhookUrl = asked.CompletionWebhookUrl,
        };
    }

    // It ends with the batch, which may wait for money longer than a session may idle by default.
    private static SessionRow SessionOf(BatchRow batch) => new()
    {
        SessionId = batch.SessionId!,
        Name = batch.BatchId,
        Attributes = batch.Attribution,
        StartedAt = batch.CreatedAt,
        IdleTimeoutSeconds = SessionLimits.MaxIdleTimeoutSeconds,
    };

    private static bool IsSeenBy(Caller caller, BatchRow batch) =>
        (caller.PinnedTeam is null || caller.PinnedTeam == batch.Attribution.Team)
        && (caller.PinnedProject is null || caller.PinnedProject == batch.Attribution.Project);
}
