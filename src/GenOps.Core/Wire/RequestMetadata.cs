using System.Collections.ObjectModel;

namespace GenOps.Core.Wire;

/// <summary>
/// The attribution in a request body's <c>metadata</c>. Names other than ours are tags. An attribute that is null or empty is absent,
/// so that an empty team never passes for a team.
/// </summary>
public sealed record RequestMetadata
{
    /// <summary>No metadata at all.</summary>
    public static RequestMetadata Empty { get; } = new();

    public string? Team { get; init; }

    public string? Project { get; init; }

    public string? Customer { get; init; }

    public string? CostCenter { get; init; }

    public string? Environment { get; init; }

    public string? Feature { get; init; }

    public string? User { get; init; }

    public string? SessionId { get; init; }

    /// <summary>The names that are not ours, in the order sent.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
