namespace GenOps.Cli.Profiles;

/// <summary>Which app a command talks to, and with which keys.</summary>
/// <param name="Address">Where the app listens.</param>
/// <param name="Key">A tenant's key; null when there is none.</param>
/// <param name="AdminKey">The admin's key; null when there is none.</param>
/// <param name="Profile">The profile in use; null when there is none.</param>
internal sealed record Connection(Uri Address, string? Key, string? AdminKey, string? Profile)
{
    public const string DefaultUrl = "http://127.0.0.1:7071";
    public const string UrlVariable = "GENOPS_URL";
    public const string KeyVariable = "GENOPS_KEY";
    public const string AdminKeyVariable = "GENOPS_ADMIN_KEY";

    /// <summary>Flags, else the environment, else the profile, else the default. A profile named by flag stands above the environment.</summary>
    /// <exception cref="CommandFault">There is no such profile, or the URL is none.</exception>
    public static Connection Decide(ConnectionFlags flags, Func<string, string?> variable, ProfileBook book)
    {
        var name = flags.Profile ?? book.Current;
        var profile = name is null ? null : book.Find(name);
        string? Setting(string? flag, string setting) => flag ?? (flags.Profile is null && variable(setting) is { Length: > 0 } value ? value : null);

        var url = Setting(flags.Url, UrlVariable);
        var address = Parse(url ?? profile?.Url ?? DefaultUrl);

        // A profile's keys are for its app; another URL must not get to see them.
        var keys = profile is not null && (url is null || IsSame(address, profile)) ? profile : null;
        return new Connection(
            address, Setting(flags.Key, KeyVariable) ?? keys?.Key, Setting(flags.AdminKey, AdminKeyVariable) ?? keys?.AdminKey, name);
    }

    public override string ToString() => $"{Address} (profile {Profile ?? "-"})";

    private static bool IsSame(Uri address, Profile profile) => Uri.TryCreate(profile.Url, UriKind.Absolute, out var known) && known == address;

    private static Uri Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw new CommandFault($"The URL is '{url}'; it must be like {DefaultUrl}.", exitCode: ExitCode.Usage);
}
