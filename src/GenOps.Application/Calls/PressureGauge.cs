using System.Collections.Concurrent;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Application.Calls;

/// <summary>
/// Tells whether a call's budgets are full enough for the cheaper model of <c>on_pressure</c>. What it knows is at most half a second old;
/// tenants without the rule cost nothing. Safe for concurrent use; faults of storage pass as <see cref="RowStoreException"/>.
/// </summary>
public sealed class PressureGauge(IRowStores stores, TimeProvider time)
{
    /// <summary>How old a reading may be, counted from before it was asked for.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private const int MaxReadings = 10_000;

    private readonly ConcurrentDictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <summary>Whether spent and held of the fullest window on the call's path have reached the tenant's mark.</summary>
    public ValueTask<bool> IsPressedAsync(Caller caller, Attribution attribution) => caller.Document.OnPressure.UseModel is null
        ? default
        : ReadAsync(caller, PressureWindows.Of(caller.Document, attribution.Team, attribution.Project, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));

    private async ValueTask<bool> ReadAsync(Caller caller, IReadOnlyList<(string Key, long LimitNanoUsd)> windows)
    {
        foreach (var (key, limit) in windows)
        {
            var row = await RowOf(caller.Tenant, key);
            if (PressureWindows.UtilizationPpm(row, limit) >= caller.Document.OnPressure.AtUtilizationPpm)
            {
                return true;
            }
        }

        return false;
    }

    // Calls of the same moment share one read.
    private Task<WindowRow?> RowOf(string tenant, string key)
    {
        var name = $"{tenant}/{key}";
        if (_readings.TryGetValue(name, out var known) && time.GetElapsedTime(known.SentAt) <= MaxAge)
        {
            return known.Row;
        }

        if (_readings.Count >= MaxReadings)
        {
            _readings.Clear();
        }

        var sentAt = time.GetTimestamp();
        var fresh = new Reading(FetchAsync(tenant, key), sentAt);
        _readings[name] = fresh;
        return fresh.Row;
    }

    private async Task<WindowRow?> FetchAsync(string tenant, string key) =>
        (WindowRow?)(await stores.Accounts.GetAsync(tenant, key, CancellationToken.None))?.Row;

    private sealed record Reading(Task<WindowRow?> Row, long SentAt);
}
