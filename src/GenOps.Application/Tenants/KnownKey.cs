using GenOps.Core.Accounts;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>One key and its tenant as a <see cref="CallerDirectory"/> knows them, with the caller that they make.</summary>
internal sealed class KnownKey(CachedRow<ApiKeyRow> key)
{
    private Derived? _derived;
    private CachedRow<LimitsRow>? _tenant;

    public CachedRow<ApiKeyRow> Key { get; } = key;

    /// <summary>The tenant's limits; null before the key was first read.</summary>
    public CachedRow<LimitsRow>? Tenant
    {
        get => Volatile.Read(ref _tenant);
        set => Volatile.Write(ref _tenant, value);
    }

    /// <summary>Whom the rows speak for; the same object as long as the rows are the same.</summary>
    public Caller CallerOf(ApiKeyRow key, LimitsRow limits)
    {
        var derived = Volatile.Read(ref _derived);
        if (derived is null || !ReferenceEquals(derived.Key, key) || !ReferenceEquals(derived.Limits, limits))
        {
            derived = new Derived(key, limits, new Caller(key.Tenant, key.KeyId, key.Team, key.Project, limits.Document));
            Volatile.Write(ref _derived, derived);
        }

        return derived.Caller;
    }

    private sealed record Derived(ApiKeyRow Key, LimitsRow Limits, Caller Caller);
}
