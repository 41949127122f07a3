namespace GenOps.Application.Tenants;

/// <summary>Some tenants in the order of their names; fewer than asked for may come with a cursor. <paramref name="NextCursor"/> is null on the last page.</summary>
public sealed record TenantPage(IReadOnlyList<TenantView> Tenants, string? NextCursor);
