using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GenOps.Azurite;
using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Options;

namespace GenOps.Cli;

/// <summary>Parses the command line, runs the command it names and turns faults into lines on standard error.</summary>
internal static class CommandLine
{
    // The library's words, which it does not tell apart by a code; they are in English with an invariant culture.
    private const string CommandMissing = "Required command was not provided.";

    private const string Description = "Governed, OpenAI-compatible LLM calls that cannot overspend a budget.";

    /// <summary>Runs one of <paramref name="commands"/>, or prints help.</summary>
    public static Task<ExitCode> RunAsync(string[] args, CommandHost host, params Command[] commands) =>
        RunAsync(args, host, commands, CancellationToken.None);

    /// <summary>As above; the token ends a command that runs.</summary>
    public static async Task<ExitCode> RunAsync(string[] args, CommandHost host, Command[] commands, CancellationToken cancellationToken)
    {
        var root = new RootCommand(Description);
        HelpNotes.AddTo(root);
        host.Options.AddTo(root);
        foreach (var command in commands)
        {
            root.Add(command);
        }

        var (output, error) = (host.Terminal.Output, host.Terminal.Error);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpNotes)
        {
            await RefuseAsync(UpToTheFirstFault(args, parsed), error);
            return ExitCode.Usage;
        }

        // Commands own their signals: a stop may take longer than the two seconds that the library would grant.
        var invocation = new InvocationConfiguration
        {
            Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        try
        {
            return (ExitCode)await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync(Describe(exception));
            return ExitCodeOf(exception);
        }
    }

    /// <summary>One line for each fault that a user can mend; a stack trace for what is a fault of this program.</summary>
    internal static string Describe(Exception exception) => exception switch
    {
        HostStartupException startup => string.Join(Environment.NewLine, startup.Faults.Select(Line)),
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures.Select(Line)),
        CommandFault or AzuriteException => Line(exception.Message),
        ApiException refusal => "error: " + ApiErrorText.Of(refusal),
        _ => $"error: unexpected fault, please report it: {exception}",
    };

    private static string Line(string fault) => "error: " + fault.ReplaceLineEndings(" ");

    private static ExitCode ExitCodeOf(Exception exception) => exception switch
    {
        ApiException refusal => refusal.ExitCode,
        CommandFault fault => fault.ExitCode,
        _ => ExitCode.Failed,
    };

    /// <summary>Where a word names no command, what follows it is not at fault.</summary>
    private static ParseResult UpToTheFirstFault(string[] args, ParseResult parsed) =>
        parsed.CommandResult.Command.Action is null && parsed.UnmatchedTokens is [var first, _, ..]
            ? parsed.RootCommandResult.Command.Parse(args[..(Array.IndexOf(args, first) + 1)])
            : parsed;

    private static async Task RefuseAsync(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var path = CommandPath(parsed);
        if (command.Action is null && command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            await error.WriteLineAsync($"error: '{path}' needs one of: {string.Join(", ", command.Subcommands.Select(static child => child.Name))}.");
        }
        else
        {
            await TellFaultsAsync(parsed, error);
        }

        await error.WriteLineAsync($"'{path} --help' lists what can be given.");
    }

    private static async Task TellFaultsAsync(ParseResult parsed, TextWriter error)
    {
        // That a command is missing is no news beside a word that is none.
        var faults = parsed.Errors.Where(fault => parsed.UnmatchedTokens.Count == 0 || fault.Message != CommandMissing);
        foreach (var fault in faults)
        {
            await error.WriteLineAsync($"error: {SecretText.Hide(fault.Message)}");
        }

        // The library's own words for the faults go nowhere: they stand above.
        if (parsed.Action is ParseErrorAction suggestions)
        {
            suggestions.ShowHelp = false;
            using var words = new StringWriter();
            await parsed.InvokeAsync(new InvocationConfiguration { Output = words, Error = TextWriter.Null });
            await error.WriteAsync(SecretText.Hide(words.ToString()));
        }
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
        {
            names.Push(((CommandResult)result).Command.Name);
        }

        return string.Join(' ', names);
    }
}
