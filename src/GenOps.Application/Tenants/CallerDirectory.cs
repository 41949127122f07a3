using System.Diagnostics;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>Says whom an API key speaks for. One a process.</summary>
/// <remarks>
/// Safe for concurrent use. Keys and tenants stay in memory, so that a call with a key in use does no I/O; nothing is relied on that is
/// older than <see cref="CallerDirectoryOptions.MaxAge"/>, so a change acts everywhere within it. When storage is out of reach that long,
/// calls fail with <see cref="RowStoreException"/>: a key that may be revoked is never taken for a good one.
/// </remarks>
public sealed class CallerDirectory : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly OwnedReads _reads = new();
    private readonly KnownKeys _known;
    private readonly CallerDirectoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeper;

    /// <summary>An empty directory over the stores.</summary>
    public CallerDirectory(IRowStores stores, CallerDirectoryOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _known = new KnownKeys(stores, options, _reads, time);
        _sweeper = time.CreateTimer(_ => _known.Sweep(), state: null, SweepInterval, SweepInterval);
    }

    /// <summary>Keys and tenants in memory; missing ones apart.</summary>
    internal KnownKeys Known => _known;

    /// <summary>
    /// The caller; null when the key is malformed, unknown, wrong, expired or revoked, or its tenant is deleted or not yet there. The same
    /// object comes back as long as neither key nor tenant changes. Throws <see cref="RowStoreException"/>.
    /// </summary>
    public ValueTask<Caller?> AuthenticateAsync(string presentedKey, CancellationToken cancellationToken)
    {
        if (!ApiKey.TryParse(presentedKey, out var presented))
        {
            return default;
        }

        var now = _time.GetTimestamp();
        if (_known.Find(presented.Id) is not { } known)
        {
            return _known.IsMissing(presented.Id, now) ? Refuse(presented) : ReadAsync(presentedKey, cancellationToken);
        }

        if (known.Key.TryGet(now) is not { Row: { } key } || known.Tenant?.TryGet(now) is not { } tenant)
        {
            return ReadAsync(presentedKey, cancellationToken);
        }

        return new ValueTask<Caller?>(Decide(presented, known, key, tenant.Row));
    }

    /// <summary>Ends the reads under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        await _reads.DisposeAsync();
    }

    private async ValueTask<Caller?> ReadAsync(string presentedKey, CancellationToken cancellationToken)
    {
        const int Attempts = 2;
        var id = Parsed(presentedKey).Id.ToString();
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var known = _known.GetOrAdd(id);
            var key = known.Key.TryGet(_time.GetTimestamp()) ?? await known.Key.ReadAsync(cancellationToken);
            if (key.Row is null)
            {
                _known.ForgetMissing(id, key.SentAt);
                return await Refuse(Parsed(presentedKey));
            }

            if (!Parsed(presentedKey).Matches(HashOf(key.Row)))
            {
                // The tenant is read for the key's holder only.
                return null;
            }

            var row = _known.TenantOf(known, key.Row.Tenant);
            var tenant = row.TryGet(_time.GetTimestamp()) ?? await row.ReadAsync(cancellationToken);
            if (_time.GetElapsedTime(key.SentAt) <= _options.MaxAge)
            {
                return Decide(Parsed(presentedKey), known, key.Row, tenant.Row);
            }
        }

        throw new RowStoreException(RowStoreFault.Unavailable, "Storage answers too slowly: a key is too old to rely on once its tenant is read.");
    }

    private Caller? Decide(ApiKey presented, KnownKey known, ApiKeyRow key, LimitsRow? limits)
    {
        var isHolder = presented.Matches(HashOf(key));
        return isHolder && IsInForce(key) && limits is { Deleted: false } ? known.CallerOf(key, limits) : null;
    }

    private bool IsInForce(ApiKeyRow key) => key.RevokedAt is null && (key.ExpiresAt is not { } end || _time.GetUtcNow() < end);

    private static ApiKey Parsed(string presentedKey) =>
        ApiKey.TryParse(presentedKey, out var presented) ? presented : throw new UnreachableException();

    private static ValueTask<Caller?> Refuse(ApiKey presented)
    {
        // As much work as for a key that exists, so that timing does not tell which ids there are.
        presented.Matches(ApiKey.NoHash);
        return default;
    }

    private static ReadOnlySpan<byte> HashOf(ApiKeyRow key) => key.SecretHash as byte[] ?? [.. key.SecretHash];
}
