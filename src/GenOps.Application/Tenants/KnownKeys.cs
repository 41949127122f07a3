using System.Collections.Concurrent;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>The keys and tenants that a <see cref="CallerDirectory"/> keeps in memory, bounded by number and by time without use. Thread safe.</summary>
internal sealed class KnownKeys
{
    private readonly IRowStores _stores;
    private readonly CallerDirectoryOptions _options;
    private readonly OwnedReads _reads;
    private readonly TimeProvider _time;
    private readonly Lock _trimming = new();
    private readonly ConcurrentDictionary<string, KnownKey> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CachedRow<LimitsRow>> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _missing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KnownKey>.AlternateLookup<ReadOnlySpan<char>> _keysBySpan;
    private readonly ConcurrentDictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _missingBySpan;

    public KnownKeys(IRowStores stores, CallerDirectoryOptions options, OwnedReads reads, TimeProvider time)
    {
        _stores = stores;
        _options = options;
        _reads = reads;
        _time = time;
        _keysBySpan = _keys.GetAlternateLookup<ReadOnlySpan<char>>();
        _missingBySpan = _missing.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Keys and tenants kept.</summary>
    public int Count => _keys.Count + _tenants.Count;

    /// <summary>Missing keys remembered.</summary>
    public int MissingCount => _missing.Count;

    public KnownKey? Find(ReadOnlySpan<char> id) => _keysBySpan.TryGetValue(id, out var known) ? known : null;

    /// <summary>Whether storage said a moment ago that there is no such key.</summary>
    public bool IsMissing(ReadOnlySpan<char> id, long now) =>
        _missingBySpan.TryGetValue(id, out var since) && _time.GetElapsedTime(since, now) <= _options.MissingAge;

    public KnownKey GetOrAdd(string id)
    {
        if (_keys.TryGetValue(id, out var known))
        {
            return known;
        }

        known = _keys.GetOrAdd(id, new KnownKey(Cached<ApiKeyRow>(_stores.Directory, ApiKeyRow.PartitionOf(id), id)));
        Trim(_keys, key => key.Key.UsedAt);
        return known;
    }

    public CachedRow<LimitsRow> TenantOf(KnownKey known, string tenant)
    {
        if (known.Tenant is { } row)
        {
            return row;
        }

        row = _tenants.TryGetValue(tenant, out var found) ? found : _tenants.GetOrAdd(tenant, Cached<LimitsRow>(_stores.Accounts, tenant, LimitsRow.Key));
        Trim(_tenants, entry => entry.UsedAt);
        known.Tenant = row;
        return row;
    }

    public void ForgetMissing(string id, long since)
    {
        if (_missing.Count >= _options.MaxMissing)
        {
            _missing.Clear();
        }

        _missing[id] = since;
        _keys.TryRemove(id, out _);
    }

    /// <summary>Forgets what nobody asked for of late.</summary>
    public void Sweep()
    {
        var now = _time.GetTimestamp();
        Remove(_keys, known => _time.GetElapsedTime(known.Key.UsedAt, now) > _options.IdleAge);
        Remove(_tenants, tenant => _time.GetElapsedTime(tenant.UsedAt, now) > _options.IdleAge);
        Remove(_missing, since => _time.GetElapsedTime(since, now) > _options.MissingAge);
    }

    private CachedRow<TRow> Cached<TRow>(IRowStore store, string partition, string rowKey)
        where TRow : Row => new(store, partition, rowKey, _options, _reads, _time);

    private void Trim<TValue>(ConcurrentDictionary<string, TValue> entries, Func<TValue, long> usedAt)
    {
        if (entries.Count <= _options.MaxKeys || !_trimming.TryEnter())
        {
            return;
        }

        try
        {
            foreach (var entry in entries.ToArray().OrderBy(entry => usedAt(entry.Value)).Take(1 + (_options.MaxKeys / 10)))
            {
                entries.TryRemove(entry);
            }
        }
        finally
        {
            _trimming.Exit();
        }
    }

    private static void Remove<TValue>(ConcurrentDictionary<string, TValue> entries, Func<TValue, bool> isIdle)
    {
        foreach (var entry in entries)
        {
            if (isIdle(entry.Value))
            {
                entries.TryRemove(entry);
            }
        }
    }
}
