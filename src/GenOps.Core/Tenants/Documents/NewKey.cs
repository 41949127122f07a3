namespace GenOps.Core.Tenants.Documents;

/// <summary>What an administrator says of a key to be made.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Team">Team that every call of the key is charged to.</param>
/// <param name="Project">Project within the team.</param>
/// <param name="ExpiresAt">From when on the key is refused; null is never.</param>
public sealed record NewKey(string? Name, string? Team, string? Project, DateTimeOffset? ExpiresAt);
