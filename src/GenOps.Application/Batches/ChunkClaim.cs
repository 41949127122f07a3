using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>A runner's claim on a reservation: its transactions, each of which replaces the reservation's row and so renews the claim.</summary>
internal sealed class ChunkClaim
{
    private const int MaxTries = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IRowStore _store;
    private readonly string _tenant;
    private readonly string _token;
    private readonly LedgerShare _share;
    private readonly TimeProvider _time;
    private string _eTag;

    private ChunkClaim(IRowStore store, string tenant, StoredRow stored, string token, LedgerShare share, TimeProvider time)
    {
        (_store, _tenant, _token, _share, _time) = (store, tenant, token, share, time);
        Row = (ReservationRow)stored.Row;
        _eTag = stored.ETag;
        WrittenAt = time.GetTimestamp();
    }

    /// <summary>The reservation as this runner last wrote it.</summary>
    public ReservationRow Row { get; private set; }

    /// <summary>When the claim was last renewed, as a timestamp of the clock from before the write.</summary>
    public long WrittenAt { get; private set; }

    /// <summary>
    /// Claims a reservation; null when somebody else was faster. Where nothing was sent before, the first transaction of the run makes the claim.
    /// </summary>
    public static async Task<ChunkClaim?> TakeAsync(
        IRowStore store, string tenant, StoredRow stored, LedgerShare share, TimeProvider time, CancellationToken cancellationToken)
    {
        var claim = new ChunkClaim(store, tenant, stored, Ulid.NewUlid(time.GetUtcNow()).ToString(), share, time);
        return claim.Row.Items.All(static item => item.State is not ItemState.InFlight)
            || await claim.CommitAsync(claim.Row.Items, [], mayRelease: false, cancellationToken)
            ? claim
            : null;
    }

    /// <summary>Writes the items' states and enters what they cost. False when the claim is lost: then nothing was written.</summary>
    public async Task<bool> CommitAsync(
        IReadOnlyList<ReservedItem> items, IReadOnlyList<EntryRow> entries, bool mayRelease, CancellationToken cancellationToken)
    {
        var wanted = Row with
        {
            Items = items,
            SettledNanoUsd = checked(Row.SettledNanoUsd + entries.Sum(entry => entry.CostNanoUsd)),
            Claim = mayRelease ? null : _token,
            Seq = Row.Seq + 1,
        };
        for (var attempt = 1; ; attempt++)
        {
            var sentAt = _time.GetTimestamp();
            try
            {
                var changes = _share.Draft(entries);
                var outcome = await _store.CommitAsync(_tenant, [RowChange.Replace(wanted, _eTag), .. changes], cancellationToken);
                if (outcome.IsCommitted)
                {
                    _share.Committed(outcome.ETags.Skip(1 + entries.Count));
                    Accept(wanted, outcome.ETags[0]!, sentAt);
                    return true;
                }
            }
            catch (RowStoreException exception) when (exception.IsRetryable && attempt < MaxTries)
            {
                await Task.Delay(Pause, _time, cancellationToken);
            }

            if (await ReadAgainAsync(wanted, sentAt, cancellationToken) is { } isWritten)
            {
                return isWritten;
            }

            if (attempt == MaxTries)
            {
                throw new RowStoreException(RowStoreFault.Throttled, $"Chunk {Row.Chunk} of {Row.BatchId} conflicts again and again; nothing was written.");
            }
        }
    }

    // True when the transaction happened, false when the claim is lost, null when it must be tried again.
    private async Task<bool?> ReadAgainAsync(ReservationRow wanted, long sentAt, CancellationToken cancellationToken)
    {
        var keys = _share.DraftedKeys();
        var shares = await Task.WhenAll(keys.Select(key => _store.GetAsync(_tenant, key, cancellationToken).AsTask()));
        for (var index = 0; index < keys.Count; index++)
        {
            _share.Accept(keys[index], shares[index]);
        }

        var stored = await _store.GetAsync(_tenant, Row.RowKey, cancellationToken);
        if (stored is not { Row: ReservationRow { Closed: false } row })
        {
            return false;
        }

        if (row.Seq == wanted.Seq && row.Claim == wanted.Claim && (row.Claim is not null || row.SettledNanoUsd == wanted.SettledNanoUsd))
        {
            Accept(row, stored.ETag, sentAt);
            return true;
        }

        _eTag = stored.ETag;
        return row.Seq == Row.Seq && row.Claim == Row.Claim ? null : false;
    }

    private void Accept(ReservationRow row, string eTag, long sentAt) => (Row, _eTag, WrittenAt) = (row, eTag, sentAt);
}
