using System.Text.Json;

namespace GenOps.Cli.Tests.Support;

/// <summary>Somebody at a terminal with a tenant of their own.</summary>
internal sealed class CliUser
{
    private readonly Dictionary<string, string> _variables;

    public CliUser(CliApp app, string tenant, string key, string folder)
    {
        (App, Tenant, Key, Folder) = (app, tenant, key, folder);
        _variables = new Dictionary<string, string>
        {
            ["GENOPS_CONFIG"] = ConfigFile,
            ["GENOPS_URL"] = app.Address.ToString(),
            ["GENOPS_KEY"] = key,
            ["GENOPS_ADMIN_KEY"] = CliApp.AdminKey,
        };
    }

    public CliApp App { get; }

    public string Tenant { get; }

    public string Key { get; }

    /// <summary>For files; deleted with the app.</summary>
    public string Folder { get; }

    public string ConfigFile => Path.Combine(Folder, "config.json");

    /// <summary>Without one of the variables, or with another value.</summary>
    public CliUser With(string name, string? value)
    {
        var user = new CliUser(App, Tenant, Key, Folder);
        user._variables.Clear();
        foreach (var (other, kept) in _variables.Where(variable => variable.Key != name))
        {
            user._variables[other] = kept;
        }

        if (value is not null)
        {
            user._variables[name] = value;
        }

        return user;
    }

    public Task<CommandRun> RunAsync(params string[] args) => CommandRun.StartAsync(_variables, null, args);

    public Task<CommandRun> RunWithInputAsync(string input, params string[] args) => CommandRun.StartAsync(_variables, input, args);

    /// <summary>Runs until the token ends it, as Ctrl-C would.</summary>
    public Task<CommandRun> RunUntilAsync(string[] args, CancellationToken stop) =>
        CommandRun.StartAsync(_variables, null, args, cancellationToken: stop);

    /// <summary>As one who sits there and types the lines.</summary>
    public Task<CommandRun> TalkAsync(string lines, params string[] args) => CommandRun.StartAsync(_variables, lines, args, isInteractive: true);

    /// <summary>Runs and demands success.</summary>
    public async Task<string> OutputAsync(params string[] args)
    {
        var run = await RunAsync(args);
        Assert.True(run.ExitCode == ExitCode.Done, $"{string.Join(' ', args)}: {run}");
        return run.Output;
    }

    /// <summary>Runs with <c>--json</c> and demands that nothing but JSON comes out.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args) => JsonElement.Parse(await OutputAsync([.. args, "--json"]));

    /// <summary>A file of this user.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
