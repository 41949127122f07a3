using GenOps.Core.Ledger;

namespace GenOps.Core.Reports;

/// <summary>The team and project that a key is pinned to; null pins none. What lies outside is answered as if it did not exist.</summary>
public sealed record Pins(string? Team, string? Project)
{
    /// <summary>Sees everything of its tenant.</summary>
    public static Pins None { get; } = new(null, null);

    /// <summary>Whether anything is hidden at all.</summary>
    public bool IsPinned => Team is not null || Project is not null;

    /// <summary>Whether something charged to this team and project is visible.</summary>
    public bool Sees(string? team, string? project) => (Team is null || Team == team) && (Project is null || Project == project);

    /// <summary>Whether something with this attribution is visible.</summary>
    public bool Sees(Attribution attribution) => Sees(attribution.Team, attribution.Project);
}
