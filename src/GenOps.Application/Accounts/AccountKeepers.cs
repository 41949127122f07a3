using System.Collections.Concurrent;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Accounts;

/// <summary>The accounts that this instance works on, one keeper a tenant, each made when its tenant is first used.</summary>
public sealed partial class AccountKeepers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<AccountKeeper>> _keepers = new(StringComparer.Ordinal);
    private readonly IRowStores _stores;
    private readonly OwnerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AccountKeepers> _logger;
    private readonly WaitTimer _waits;
    private readonly Func<string> _newId;

    /// <summary>No accounts yet.</summary>
    public AccountKeepers(IRowStores stores, OwnerOptions options, TimeProvider time, ILogger<AccountKeepers> logger)
    {
        (_stores, _options, _time, _logger) = (stores, options, time, logger);
        _waits = new WaitTimer(EndLate, time);
        _newId = () => Ulid.NewUlid(time.GetUtcNow()).ToString();
    }

    /// <summary>The keeper of a tenant. A keeper that failed is replaced by a new owner; what the old one held is closed as in doubt.</summary>
    public AccountKeeper Of(string tenant)
    {
        while (true)
        {
            var keeper = _keepers.GetOrAdd(tenant, static (name, self) => new Lazy<AccountKeeper>(() => self.Create(name)), this);
            if (keeper.Value.Failure is not { } failure)
            {
                return keeper.Value;
            }

            LogFailed(failure, tenant);
            _keepers.TryRemove(KeyValuePair.Create(tenant, keeper));
        }
    }

    /// <summary>What running calls hold of each lease that this instance owns for a tenant, nano-dollars by lease id.</summary>
    public IReadOnlyDictionary<string, long> InFlight(string tenant) =>
        _keepers.TryGetValue(tenant, out var keeper) && keeper.IsValueCreated ? keeper.Value.InFlight() : new Dictionary<string, long>();

    /// <summary>Closes leases of a tenant that have run out, as a call would; some of them, when there are many.</summary>
    public async Task CloseExpiredAsync(string tenant, CancellationToken cancellationToken)
    {
        // An owner looks at all leases when it begins; one that is at work already might not.
        await using var keeper = Create(tenant);
        var hold = await keeper.HoldAsync(team: null, project: null, needNanoUsd: 0, cancellationToken);
        if (hold.State is HoldState.Held)
        {
            keeper.Release(hold);
        }
    }

    /// <summary>Gives all money back that is not in flight. Calls must have ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_keepers.Values.Where(keeper => keeper.IsValueCreated).Select(keeper => keeper.Value.DisposeAsync().AsTask()));
        _keepers.Clear();
        _waits.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The account of tenant {Tenant} failed here; a new owner goes on and the old lease runs out.")]
    private partial void LogFailed(Exception exception, string tenant);

    private AccountKeeper Create(string tenant) => new(tenant, _newId(), _stores.Accounts, _options, _newId, _time, _waits);

    private long EndLate(long now)
    {
        var next = long.MaxValue;
        foreach (var (_, keeper) in _keepers)
        {
            if (keeper.IsValueCreated)
            {
                next = Math.Min(next, keeper.Value.EndLate(now));
            }
        }

        return next;
    }
}
