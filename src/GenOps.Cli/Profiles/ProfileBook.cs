using System.Text.Json.Serialization;

namespace GenOps.Cli.Profiles;

/// <summary>All profiles of a user, and which one is used when none is named.</summary>
internal sealed record ProfileBook
{
    [JsonPropertyName("current")]
    public string? Current { get; init; }

    [JsonPropertyName("profiles")]
    public IReadOnlyDictionary<string, Profile> Profiles { get; init; } = new SortedDictionary<string, Profile>(StringComparer.Ordinal);

    /// <summary>With the profile added or replaced; the first one becomes the current one.</summary>
    public ProfileBook With(string name, Profile profile) => this with
    {
        Current = Current ?? name,
        Profiles = new SortedDictionary<string, Profile>(Profiles.ToDictionary(), StringComparer.Ordinal) { [name] = profile },
    };

    /// <summary>Without the profile; none is the current one when it was.</summary>
    public ProfileBook Without(string name) => this with
    {
        Current = Current == name ? null : Current,
        Profiles = new SortedDictionary<string, Profile>(
            Profiles.Where(pair => pair.Key != name).ToDictionary(), StringComparer.Ordinal),
    };

    /// <exception cref="CommandFault">There is no such profile.</exception>
    public Profile Find(string name) => Profiles.TryGetValue(name, out var profile)
        ? profile
        : throw new CommandFault($"There is no profile '{name}'; {Known()}", exitCode: ExitCode.Usage);

    private string Known() => Profiles.Count == 0
        ? "there is none at all. 'genops up' and 'genops init' make one."
        : $"there is {string.Join(", ", Profiles.Keys)}.";
}
