namespace GenOps.Core.Budgets;

/// <summary>A team or project that the tenant document names. Windows that began before <paramref name="Day"/> are seeded from the roll-ups.</summary>
public sealed record DeclaredScope(string Path, long ScopesVersion, DateOnly Day);
