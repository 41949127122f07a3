using System.CommandLine;
using Spectre.Console;

namespace GenOps.Cli;

/// <summary>Asks before what cannot be undone.</summary>
internal static class Confirmation
{
    public static Option<bool> Option() => new("--yes") { Description = "Do not ask; needed where nobody sits at the terminal." };

    /// <exception cref="CommandFault">The answer is no, or nobody can be asked.</exception>
    public static void Require(CommandContext context, Option<bool> yes, string question)
    {
        if (context.Parsed.GetValue(yes))
        {
            return;
        }

        if (!context.Terminal.IsInteractive || context.IsJson)
        {
            throw new CommandFault($"{question} Give --yes to say so.", exitCode: ExitCode.Usage);
        }

        if (!context.Screen.Confirm(Markup.Escape(question), defaultValue: false))
        {
            throw new CommandFault("Nothing was done.");
        }
    }
}
