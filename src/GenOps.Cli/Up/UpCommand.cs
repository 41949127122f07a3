using System.CommandLine;
using System.CommandLine.Parsing;

namespace GenOps.Cli.Up;

/// <summary>The command line of <c>up</c>.</summary>
internal static class UpCommand
{
    public const string DefaultData = ".genops";

    private const string Description = "Runs the whole app on this machine until Ctrl-C, with storage, provider and a tenant 'demo'.";

    /// <summary>A command that hands the parsed flags to <paramref name="run"/>.</summary>
    public static Command Create(CommandHost host, Func<UpOptions, Task<ExitCode>> run)
    {
        var port = new Option<int?>("--port")
        {
            Description = "Port on 127.0.0.1; 0 picks a free one. [default: 7071, or what ASPNETCORE_URLS says]",
            HelpName = "N",
        };
        port.Validators.Add(RequirePort);
        var storage = new Option<string?>("--storage")
        {
            Description = "Where data is kept: 'azurite' (got with npm once, data under --data), 'memory' (nothing outlives the process), "
                + "or a connection string. [default: AzureWebJobsStorage if set and reachable, else azurite]",
            HelpName = "KIND",
        };
        storage.Validators.Add(RequireStorage);
        var simulate = new Option<bool>("--simulate")
        {
            Description = "Let a simulator answer in Together's place, as it does where TOGETHER_API_KEY is not set; calls cost nothing.",
        };
        var data = new Option<string>("--data")
        {
            Description = "Folder of keys and data, made when missing; one 'up' at a time uses it.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => DefaultData,
        };
        var verbose = new Option<bool>("--verbose") { Description = "Log what the app does, not only warnings." };

        var command = new DocumentedCommand(
            "up", Description, ["genops up", "genops up --port 0 --storage memory", "genops up --storage \"UseDevelopmentStorage=true\" --simulate"])
        {
            port, storage, simulate, data, verbose,
        };
        command.Validators.Add(result => RefuseConnection(result, host.Options));
        command.SetAction(async parsed => (int)await run(new UpOptions
        {
            Port = parsed.GetValue(port),
            Storage = parsed.GetValue(storage),
            Simulate = parsed.GetValue(simulate),
            Data = parsed.GetRequiredValue(data),
            AdminKey = host.Options.Flags(parsed).AdminKey,
            IsJson = parsed.GetValue(host.Options.Json),
            Verbose = parsed.GetValue(verbose),
        }));
        return command;
    }

    /// <summary>What says where an app is has no meaning for one that is started here.</summary>
    private static void RefuseConnection(CommandResult result, GlobalOptions options)
    {
        foreach (var option in options.OfConnection.Where(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError($"{option.Name} is for commands that talk to an app; 'up' starts one: --port says where, and its key is made here.");
        }
    }

    private static void RequirePort(OptionResult result)
    {
        // Where the text is no number the parser has said so.
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var port) && port is < 0 or > ushort.MaxValue)
        {
            result.AddError($"--port is {port}; it must be 0 to {ushort.MaxValue}.");
        }
    }

    private static void RequireStorage(OptionResult result)
    {
        if (result.Tokens is [var token] && !StorageDecision.IsFlag(token.Value))
        {
            result.AddError(
                $"--storage is '{token.Value}'; it must be azurite, memory, or a connection string such as UseDevelopmentStorage=true.");
        }
    }
}
