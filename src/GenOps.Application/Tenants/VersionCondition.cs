using System.Globalization;

namespace GenOps.Application.Tenants;

/// <summary>Which versions of a tenant document a change may replace: any, or those that an <c>If-Match</c> names.</summary>
public sealed class VersionCondition
{
    private readonly IReadOnlyList<string>? _tags;

    private VersionCondition(IReadOnlyList<string>? tags) => _tags = tags;

    /// <summary>No condition.</summary>
    public static VersionCondition None { get; } = new(tags: null);

    /// <summary>Reads an <c>If-Match</c> header; null or empty is no condition. A tag that is weak or none of ours matches nothing (RFC 9110, 13.1.1).</summary>
    public static VersionCondition IfMatch(string? header) => string.IsNullOrWhiteSpace(header)
        ? None
        : new VersionCondition([.. header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>The entity tag of a version. Versions only grow and names are never used again, so a tag names one content for good.</summary>
    public static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Whether this version may be replaced; null is a tenant that does not exist.</summary>
    public bool Allows(long? version) => _tags is null
        || (version is { } present && (_tags.Contains("*", StringComparer.Ordinal) || _tags.Contains(TagOf(present), StringComparer.Ordinal)));
}
