using System.CommandLine;
using GenOps.Azurite;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Options;

namespace GenOps.Cli;

/// <summary>Parses the command line, runs the command it names and turns faults into lines on standard error.</summary>
internal static class CommandLine
{
    private const string Description = "Governed, OpenAI-compatible LLM calls that cannot overspend a budget.";

    /// <summary>Runs one of <paramref name="commands"/>, or prints help.</summary>
    public static Task<ExitCode> RunAsync(string[] args, params Command[] commands) =>
        RunAsync(args, Console.Out, Console.Error, commands);

    internal static async Task<ExitCode> RunAsync(string[] args, TextWriter output, TextWriter error, params Command[] commands)
    {
        var root = new RootCommand(Description);
        HelpNotes.AddTo(root);
        foreach (var command in commands)
        {
            root.Add(command);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
            {
                await error.WriteLineAsync($"error: {fault.Message}");
            }

            await error.WriteLineAsync($"'{CommandPath(parsed)} --help' lists what can be given.");
            return ExitCode.Usage;
        }

        // Commands own their signals: a stop may take longer than the two seconds that the library would grant.
        var invocation = new InvocationConfiguration
        {
            Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        try
        {
            return (ExitCode)await parsed.InvokeAsync(invocation);
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync(Describe(exception));
            return ExitCode.Failed;
        }
    }

    /// <summary>One line for each fault that a user can mend; a stack trace for what is a fault of this program.</summary>
    internal static string Describe(Exception exception) => exception switch
    {
        HostStartupException startup => string.Join(Environment.NewLine, startup.Faults.Select(Line)),
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures.Select(Line)),
        CommandFault or AzuriteException => Line(exception.Message),
        _ => $"error: unexpected fault, please report it: {exception}",
    };

    private static string Line(string fault) => "error: " + fault.ReplaceLineEndings(" ");

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand root
            ? root.Name
            : $"{parsed.RootCommandResult.Command.Name} {parsed.CommandResult.Command.Name}";
}
