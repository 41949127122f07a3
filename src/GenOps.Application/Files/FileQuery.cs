using GenOps.Core.Files;
using GenOps.Core.Reports;

namespace GenOps.Application.Files;

/// <summary>Which files are listed.</summary>
/// <param name="Pins">What the caller sees.</param>
/// <param name="Limit">Most files.</param>
public sealed record FileQuery(Pins Pins, int Limit)
{
    /// <summary>Only files of this purpose; null for all.</summary>
    public FilePurpose? Purpose { get; init; }

    /// <summary>The id after which the page begins; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>The oldest first instead of the newest.</summary>
    public bool OldestFirst { get; init; }
}
