using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>Some keys of a tenant; fewer than asked for may come with a cursor. <paramref name="NextCursor"/> is null on the last page.</summary>
public sealed record KeyPage(IReadOnlyList<ApiKeyInfo> Keys, string? NextCursor);
