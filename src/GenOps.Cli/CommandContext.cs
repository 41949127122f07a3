using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using Spectre.Console;

namespace GenOps.Cli;

/// <summary>One run of a command: what was given, whom it talks to, where its words go.</summary>
internal sealed class CommandContext : IDisposable
{
    // Read by people too, and never by a browser: no need to escape more than JSON must.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<Connection> _connection;
    private readonly List<GenOpsApi> _apis = [];
    private GenOpsApi? _api;
    private GenOpsApi? _admin;

    public CommandContext(ParseResult parsed, CommandHost host)
    {
        (Parsed, Terminal) = (parsed, host.Terminal);
        GivenAdminKey = host.Options.Flags(parsed).AdminKey
            ?? (Terminal.Variable(Cli.Profiles.Connection.AdminKeyVariable) is { Length: > 0 } key ? key : null);
        IsJson = parsed.GetValue(host.Options.Json);
        Profiles = ProfileStore.Locate(Terminal.Variable);
        _connection = new Lazy<Connection>(() => Connection.Decide(host.Options.Flags(parsed), Terminal.Variable, Profiles.Read()));
        Screen = Terminal.OpenOutput();
        Notes = Terminal.OpenError();
    }

    public ParseResult Parsed { get; }

    public Terminal Terminal { get; }

    /// <summary>Standard output is for a program: JSON and nothing else.</summary>
    public bool IsJson { get; }

    public ProfileStore Profiles { get; }

    /// <summary>The admin key by flag or environment; null when neither says one.</summary>
    public string? GivenAdminKey { get; }

    /// <exception cref="CommandFault">There is no such profile, or the URL is none.</exception>
    public Connection Connection => _connection.Value;

    /// <summary>Standard output.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>Standard error.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>The app with the tenant's key.</summary>
    /// <exception cref="CommandFault">There is no key.</exception>
    public GenOpsApi Api => _api ??= Open(Connection.Key, "tenant", "--key", Connection.KeyVariable);

    /// <summary>The app with the admin's key.</summary>
    /// <exception cref="CommandFault">There is no key.</exception>
    public GenOpsApi Admin => _admin ??= Open(Connection.AdminKey, "admin", "--admin-key", Connection.AdminKeyVariable);

    /// <summary>Something that is no result, such as progress, on standard error.</summary>
    public void Note(string line) => Notes.MarkupLineInterpolated($"[grey]{line}[/]");

    /// <summary>The result, as JSON or as <paramref name="write"/> shows it to people.</summary>
    public ExitCode Show(JsonElement result, Action<IAnsiConsole, JsonElement> write)
    {
        if (IsJson)
        {
            WriteJson(result);
        }
        else
        {
            write(Screen, result);
        }

        return ExitCode.Done;
    }

    /// <summary>The result for a program.</summary>
    public void WriteJson(JsonElement result) => Terminal.Output.WriteLine(JsonSerializer.Serialize(result, Indented));

    /// <summary>The result for a program.</summary>
    public void WriteJson<T>(T result) => WriteJson(JsonSerializer.SerializeToElement(result));

    public void Dispose()
    {
        foreach (var api in _apis)
        {
            api.Dispose();
        }
    }

    private GenOpsApi Open(string? key, string whose, string flag, string variable)
    {
        if (key is null)
        {
            throw new CommandFault(
                $"There is no {whose} key for {Connection.Address}: give {flag}, set {variable}, or choose a profile that has one "
                + "('genops profile list'). 'genops up' and 'genops init' make a profile.",
                exitCode: ExitCode.KeyRefused);
        }

        var api = new GenOpsApi(Connection.Address, key);
        _apis.Add(api);
        return api;
    }
}
