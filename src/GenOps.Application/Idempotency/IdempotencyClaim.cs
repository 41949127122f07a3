using GenOps.Application.Storage;
using GenOps.Core.Idempotency;
using GenOps.Core.Rows;

namespace GenOps.Application.Idempotency;

/// <summary>The right to run a request once. Used by one request.</summary>
public sealed class IdempotencyClaim
{
    private readonly IRowStore _rows;
    private readonly IBlobStore _blobs;
    private readonly TimeProvider _time;
    private readonly string _tenant;
    private readonly IdempotencyRow _row;
    private readonly string _eTag;
    private readonly long _claimedAt;
    private bool _isTied;

    internal IdempotencyClaim(IRowStore rows, IBlobStore blobs, TimeProvider time, string tenant, IdempotencyRow row, string eTag)
    {
        (_rows, _blobs, _time, _tenant, _row, _eTag) = (rows, blobs, time, tenant, row, eTag);
        _claimedAt = time.GetTimestamp();
    }

    /// <summary>
    /// Stores the answer and gives the change that completes the claim in the transaction that charges for it. Null when the answer is not
    /// stored: it is too large, storage refuses it, or the claim has become too old to be relied on.
    /// </summary>
    public async Task<RowChange?> StoreAsync(StoredAnswer answer, CancellationToken cancellationToken)
    {
        // Another instance may take an expired claim over; a change that could meet its row would hold up the whole transaction.
        if (answer.Body.Length > StoredAnswer.MaxBodyBytes || _time.GetElapsedTime(_claimedAt) > IdempotencyKeys.ClaimLife - IdempotencyKeys.Margin)
        {
            return null;
        }

        var blob = $"answers/{_tenant}/{_row.RequestId}";
        try
        {
            await _blobs.PutAsync(blob, answer.ToBytes(), cancellationToken);
        }
        catch (BlobStoreException)
        {
            return null;
        }

        _isTied = true;
        return RowChange.Replace(_row with { AnswerBlob = blob }, _eTag);
    }

    /// <summary>
    /// Frees the key after a refusal or failure. When storage does not take it, the claim runs out by itself. A claim whose answer is on its
    /// way into the ledger stays: the charge may come late, and then the answer can be had.
    /// </summary>
    public async Task ReleaseAsync()
    {
        if (_isTied)
        {
            return;
        }

        try
        {
            await _rows.CommitAsync(_tenant, [RowChange.Delete(_row, _eTag)], CancellationToken.None);
        }
        catch (RowStoreException)
        {
            // The claim expires.
        }
    }
}
