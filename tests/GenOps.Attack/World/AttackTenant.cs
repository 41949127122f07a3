namespace GenOps.Attack.World;

/// <summary>A tenant under attack, and what the auditor may be told of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">One of its keys.</param>
/// <param name="IsBounded">Whether no limit may ever be passed: not advisory, no limit lowered, no adjustment, no provider that bills above the bound.</param>
internal sealed record AttackTenant(string Name, string Key, bool IsBounded);
