using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GenOps.Cli;

/// <summary>Help of any command, followed by its examples and what holds for all of them.</summary>
internal sealed class HelpNotes(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string Notes =
        $"""
        Exit codes:
          {(int)ExitCode.Done,-4} done, or stopped as asked with everything saved
          {(int)ExitCode.Failed,-4} could not start, broke down, or was refused; standard error says why
          {(int)ExitCode.Usage,-4} wrong command line; nothing was started
          {(int)ExitCode.Unreachable,-4} the app does not answer at its URL
          {(int)ExitCode.KeyRefused,-4} there is no key, or the app refuses it
          {(int)ExitCode.BudgetRefused,-4} a budget refuses the call; nothing was spent
          {(int)ExitCode.Interrupted,-4} ended by Ctrl-C before it was done
        """;

    /// <summary>Who asks for help need not give the rest.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpNotes((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is DocumentedCommand { Examples.Count: > 0 } command)
        {
            output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        output.WriteLine(Notes);
        return exitCode;
    }
}
