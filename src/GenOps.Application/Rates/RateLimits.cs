using System.Collections.Concurrent;
using GenOps.Application.Storage;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Rates;

/// <summary>Holds calls against their tenants' rates, over all instances together. One a process; safe for concurrent use.</summary>
/// <remarks>
/// More than a limit never passes in a minute. Fewer may: what an instance took and does not use is given back after 2 s, or ends with the
/// minute. Faults of storage pass as <see cref="RowStoreException"/>.
/// </remarks>
public sealed partial class RateLimits : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, TenantRates> _tenants = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly IRowStores _stores;
    private readonly ILogger<RateLimits> _logger;
    private readonly TimeProvider _time;
    private readonly RateClock _clock;
    private readonly string _owner;
    private Task? _ticking;
    private int _isDisposed;

    /// <summary>Rates over the accounts.</summary>
    public RateLimits(IRowStores stores, TimeProvider time, ILogger<RateLimits> logger)
    {
        (_stores, _time, _logger, _clock) = (stores, time, logger, new RateClock(time));
        _owner = Ulid.NewUlid(time.GetUtcNow()).ToString();
    }

    /// <summary>Takes a call's share of its tenant's rates; null when the tenant has none.</summary>
    internal ValueTask<RatePermit?> EnterAsync(string tenant, TenantDocument document, long tokens, CancellationToken cancellationToken) =>
        document is { RequestsPerMinute: null, TokensPerMinute: null, MaxConcurrency: null }
            ? default
            : EnterLimitedAsync(tenant, document, tokens, cancellationToken);

    /// <summary>Gives back everything that no running call holds. Calls must have ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _stop.CancelAsync();
        if (_ticking is { } ticking)
        {
            await ticking;
        }

        foreach (var (tenant, rates) in _tenants)
        {
            await TickAsync(tenant, rates, isLast: true);
            rates.Dispose();
        }

        _stop.Dispose();
    }

    private async ValueTask<RatePermit?> EnterLimitedAsync(string tenant, TenantDocument document, long tokens, CancellationToken cancellationToken)
    {
        Start();
        var rates = _tenants.GetOrAdd(
            tenant, static (name, self) => new TenantRates(self._stores.Accounts, name, self._owner, self._clock, self._time), this);
        return await rates.EnterAsync(document, tokens, cancellationToken);
    }

    private void Start()
    {
        if (_ticking is null)
        {
            lock (_gate)
            {
                _ticking ??= Task.Run(TickAsync);
            }
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await Task.WhenAll(_tenants.Select(rates => TickAsync(rates.Key, rates.Value, isLast: false)));
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    // What can't be written now ends by itself: units with the minute, places after their life.
    private async Task TickAsync(string tenant, TenantRates rates, bool isLast)
    {
        try
        {
            await rates.TickAsync(isLast);
        }
        catch (RowStoreException exception)
        {
            LogNotWritten(exception, tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rates of tenant {Tenant} could not be written; what they hold too much ends by itself.")]
    private partial void LogNotWritten(Exception exception, string tenant);
}
