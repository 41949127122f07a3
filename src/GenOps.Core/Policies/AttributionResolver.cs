using System.Text.RegularExpressions;
using GenOps.Core.Ledger;
using GenOps.Core.Wire;

namespace GenOps.Core.Policies;

/// <summary>Decides whom a call is charged to: the key's pins, then headers, body metadata and the tenant's defaults.</summary>
public static partial class AttributionResolver
{
    /// <summary>The attribution, or the first thing wrong with it.</summary>
    public static PolicyFault? Resolve(in AttributionSources sources, out Attribution attribution)
    {
        var (headers, body, defaults) = (sources.Headers, sources.Body, sources.Defaults);
        attribution = Attribution.None;
        if ((Contradicts("team", sources.PinnedTeam, headers.Team, body.Team)
            ?? Contradicts("project", sources.PinnedProject, headers.Project, body.Project)) is { } fault)
        {
            return fault;
        }

        attribution = new Attribution
        {
            Team = sources.PinnedTeam ?? headers.Team ?? body.Team ?? defaults.Team,
            Project = sources.PinnedProject ?? headers.Project ?? body.Project ?? defaults.Project,
            Customer = headers.Customer ?? body.Customer ?? defaults.Customer,
            CostCenter = headers.CostCenter ?? body.CostCenter ?? defaults.CostCenter,
            Environment = headers.Environment ?? body.Environment ?? defaults.Environment,
            Feature = headers.Feature ?? body.Feature ?? defaults.Feature,
            User = headers.User ?? body.User,
            Tags = Join(headers.Tags, body.Tags),
        };
        return MalformedName("team", attribution.Team) ?? MalformedName("project", attribution.Project);
    }

    /// <summary>Names of tenants, teams and projects.</summary>
    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z")]
    public static partial Regex Name();

    private static PolicyFault? Contradicts(string attribute, string? pinned, string? header, string? body)
    {
        var named = header ?? body;
        return pinned is null || named is null || named == pinned
            ? null
            : new(PolicyFaultKind.AttributionPinned, attribute, $"The key is pinned to {attribute} '{pinned}'; the call names another. Leave it out.");
    }

    private static PolicyFault? MalformedName(string attribute, string? value) => value is null || Name().IsMatch(value)
        ? null
        : new(PolicyFaultKind.MalformedAttribute, attribute,
            $"The {attribute} must have 1 to 63 lower-case letters, digits and hyphens, with no hyphen first.");

    private static string? Join(IReadOnlyDictionary<string, string> headers, IReadOnlyDictionary<string, string> body)
    {
        if (headers.Count + body.Count == 0)
        {
            return null;
        }

        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in body.Concat(headers))
        {
            all[name] = value;
        }

        return string.Join(',', all.Select(tag => $"{tag.Key}={tag.Value}"));
    }
}
