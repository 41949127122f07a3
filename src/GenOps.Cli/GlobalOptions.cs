using System.CommandLine;
using GenOps.Cli.Profiles;

namespace GenOps.Cli;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _profile = Make(
        "--profile", "NAME", "Profile to use, above what the environment says. [default: the one that 'genops profile use' chose]");

    private readonly Option<string?> _url = Make(
        "--url", "URL", $"Where the app listens. [default: {Connection.UrlVariable}, else the profile's, else {Connection.DefaultUrl}]");

    private readonly Option<string?> _key = Make(
        "--key", "KEY", $"A tenant's key. [default: {Connection.KeyVariable}, else the profile's, if the URL is its own]");

    private readonly Option<string?> _adminKey = Make(
        "--admin-key", "KEY", $"The admin key. [default: {Connection.AdminKeyVariable}, else the profile's, if the URL is its own]");

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON on standard output and nothing else there; notes go to standard error.",
        Recursive = true,
    };

    /// <summary>Those that say which app is meant, and whose key.</summary>
    public IReadOnlyList<Option> OfConnection => [_profile, _url, _key];

    public void AddTo(RootCommand root)
    {
        foreach (Option option in (Option[])[_profile, _url, _key, _adminKey, Json])
        {
            root.Add(option);
        }
    }

    public ConnectionFlags Flags(ParseResult parsed) => new(
        parsed.GetValue(_profile), parsed.GetValue(_url), parsed.GetValue(_key), parsed.GetValue(_adminKey));

    private static Option<string?> Make(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Recursive = true };
}
