using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>Whether a running chunk may send more: looks at the batch's row at most once a second.</summary>
internal sealed class ChunkStop(BatchBook book, ChunkKey key, BatchRow read, TimeProvider time, CancellationToken stopping) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private long? _lookedAt;

    /// <summary>Cancelled once nothing more may be sent.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Looks when the last look is too old.</summary>
    public async Task<bool> IsStoppedAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (!_stop.IsCancellationRequested && (_lookedAt is not { } at || time.GetElapsedTime(at) >= Age))
        {
            var batch = _lookedAt is null ? read : await book.FindAsync(key.Tenant, key.BatchId, cancellationToken);
            _lookedAt = time.GetTimestamp();
            var now = time.GetUtcNow();
            if (batch is null || BatchReservations.Stop(batch, now) is not StopReason.None || DateOnly.FromDateTime(now.UtcDateTime) != day)
            {
                await _stop.CancelAsync();
            }
        }

        return _stop.IsCancellationRequested;
    }

    public void Dispose() => _stop.Dispose();
}
