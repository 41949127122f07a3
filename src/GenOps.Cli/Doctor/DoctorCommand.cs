using System.CommandLine;
using GenOps.Cli.Books;
using Spectre.Console;

namespace GenOps.Cli.Doctor;

/// <summary>The command line of <c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private const string Description = "Checks this machine, the settings, storage, provider and a running app, and says what to mend.";

    /// <param name="host">What commands are made with.</param>
    /// <param name="open">Opens the storage.</param>
    /// <param name="settings">Settings above the environment, as <c>--KEY=value</c>.</param>
    public static Command Create(CommandHost host, Func<BookPlace, BookStorage> open, params string[] settings)
    {
        var paid = new Option<bool>("--paid") { Description = "Make one call of one output token at the provider too; it costs less than 0.0001 USD." };
        var place = new BookOptions();
        return host.Command("doctor", Description, ["genops doctor", "genops doctor --json"], [paid, .. place.All], async (context, cancellationToken) =>
        {
            var run = new DoctorRun(context, () => open(place.Place(context.Parsed)), settings);
            var checks = await run.RunAsync(context.Parsed.GetValue(paid), cancellationToken);
            Print(context, checks);
            return checks.Any(static check => check.Status is CheckStatus.Fail) ? ExitCode.Failed : ExitCode.Done;
        });
    }

    private static void Print(CommandContext context, IReadOnlyList<Check> checks)
    {
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                checks = checks.Select(static check => new { name = check.Name, status = Name(check.Status), detail = check.Detail, remedy = check.Remedy }),
                warnings = checks.Count(static check => check.Status is CheckStatus.Warn),
                failures = checks.Count(static check => check.Status is CheckStatus.Fail),
            });
            return;
        }

        var width = checks.Max(static check => check.Name.Length);
        foreach (var check in checks)
        {
            var remedy = check.Remedy is null ? "" : $". {check.Remedy}";
            var (status, line) = (Name(check.Status), check.Name.PadRight(width) + "  " + check.Detail.TrimEnd('.') + remedy);
            context.Screen.MarkupLine($"[{Colour(check.Status)}]{status,-4}[/]  {Markup.Escape(line)}");
        }
    }

    private static string Name(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warn => "warn",
        CheckStatus.Fail => "fail",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Colour(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "green",
        CheckStatus.Warn => "yellow",
        CheckStatus.Fail => "red",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
