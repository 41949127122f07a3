using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GenOps.Cli;

/// <summary>Help of any command, followed by what holds for all of them.</summary>
internal sealed class HelpNotes(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string Notes =
        $"""
        Settings:
          Environment variables, and the Values of local.settings.json below them.

        Exit codes:
          {(int)ExitCode.Done,-4} done, or stopped as asked with everything saved
          {(int)ExitCode.Failed,-4} could not start, or broke down; standard error says why
          {(int)ExitCode.Usage,-4} wrong command line; nothing was started
          {(int)ExitCode.Interrupted,-4} ended at once by a second Ctrl-C
        """;

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpNotes((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Notes);
        return exitCode;
    }
}
