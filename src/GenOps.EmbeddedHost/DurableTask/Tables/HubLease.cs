using Azure;
using Azure.Storage.Blobs.Specialized;
using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>A blob lease that renews itself. By this process's clock it ends before it does by storage's.</summary>
internal sealed class HubLease : IHubLease
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly BlobLeaseClient _client;
    private readonly TableHubOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _renewing = Task.CompletedTask;
    private long _renewedAt;

    /// <param name="client">Of the lease just acquired.</param>
    /// <param name="acquiredAt">The timestamp before it was asked for.</param>
    /// <param name="options">Durations.</param>
    /// <param name="time">The clock.</param>
    internal HubLease(BlobLeaseClient client, long acquiredAt, TableHubOptions options, TimeProvider time)
    {
        (_client, _options, _time, _renewedAt) = (client, options, time, acquiredAt);
        Lost = _lost.Token;
    }

    public long FencingToken { get; private set; }

    public CancellationToken Lost { get; }

    /// <summary>Whether no other process can have the lease at this moment.</summary>
    internal bool IsValid =>
        !Lost.IsCancellationRequested && !_stopping.IsCancellationRequested && Remaining > TimeSpan.Zero;

    private TimeSpan Remaining =>
        _options.LeaseDuration - _options.LeaseMargin - _time.GetElapsedTime(Interlocked.Read(ref _renewedAt));

    internal void Begin(long fencingToken)
    {
        FencingToken = fencingToken;
        _renewing = Task.Run(RenewAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _renewing;
        await ReleaseAsync();
    }

    internal async Task ReleaseAsync()
    {
        try
        {
            await _client.ReleaseAsync();
        }
        catch (Exception exception) when (StorageFaults.IsOpen(exception, CancellationToken.None))
        {
            // It was not ours any more, or ends by itself.
        }
    }

    private async Task RenewAsync()
    {
        var wait = _options.RenewInterval;
        while (true)
        {
            await Task.Delay(Remaining < wait ? Max(Remaining) : wait, _time, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            if (Remaining <= TimeSpan.Zero || await TryRenewAsync() is not { } isRenewed)
            {
                await _lost.CancelAsync();
                return;
            }

            wait = isRenewed ? _options.RenewInterval : AfterFailure;
        }

        static TimeSpan Max(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    // Null: another process may have it.
    private async Task<bool?> TryRenewAsync()
    {
        var sentAt = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(Remaining, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            await _client.RenewAsync(cancellationToken: both.Token);
            Interlocked.Exchange(ref _renewedAt, sentAt);
            return true;
        }
        catch (Exception exception) when (StorageFaults.IsConflict(exception))
        {
            return null;
        }
        catch (Exception exception) when (StorageFaults.IsTransient(exception, CancellationToken.None))
        {
            return false;
        }
    }
}
