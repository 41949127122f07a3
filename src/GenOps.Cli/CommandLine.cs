using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GenOps.Azurite;
using GenOps.Cli.Api;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Options;

namespace GenOps.Cli;

/// <summary>Parses the command line, runs the command it names and turns faults into lines on standard error.</summary>
internal static class CommandLine
{
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
            await RefuseAsync(parsed, error);
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

    private static async Task RefuseAsync(ParseResult parsed, TextWriter error)
    {
        foreach (var fault in parsed.Errors)
        {
            await error.WriteLineAsync($"error: {fault.Message}");
        }

        // The library's own words for the faults go nowhere: they stand above.
        if (parsed.Action is ParseErrorAction suggestions)
        {
            suggestions.ShowHelp = false;
            await parsed.InvokeAsync(new InvocationConfiguration { Output = error, Error = TextWriter.Null });
        }

        await error.WriteLineAsync($"'{CommandPath(parsed)} --help' lists what can be given.");
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
