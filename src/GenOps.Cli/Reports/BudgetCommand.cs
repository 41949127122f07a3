using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Reports;

/// <summary>The command line of <c>budget</c>.</summary>
internal static class BudgetCommand
{
    public static Command Create(CommandHost host) => host.Command(
        "budget",
        "Shows every budget: limit, spent, held by running calls, what is left, and when the window ends.",
        ["genops budget", "genops budget --json | jq -r '.scopes[0].remaining_usd'"],
        [],
        static async (context, cancellationToken) =>
            context.Show(await context.Api.GetAsync("/genops/budget", cancellationToken), Write));

    private static void Write(IAnsiConsole screen, JsonElement report)
    {
        var sheet = new Sheet("Scope", "Window", ">Limit USD", ">Spent USD", ">?Held USD", ">Left USD", "?Ends", "?Used");
        foreach (var scope in report.Items("scopes"))
        {
            sheet.Row(
                scope.Text("scope"),
                scope.Text("window"),
                Cell.Usd(scope.Text("limit_usd"), "no limit"),
                Cell.Usd(scope.Text("spent_usd")),
                Cell.Usd(scope.Text("held_usd")),
                Cell.Usd(scope.Text("remaining_usd"), "no limit"),
                scope.Time("resets_at")?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                Used(scope));
        }

        sheet.WriteTo(screen);
    }

    private static Cell Used(JsonElement scope)
    {
        var limit = Amounts.Value(scope.Text("limit_usd"));
        return limit == 0
            ? scope.Text("limit_usd") is null ? "" : "refuses all"
            : new Cell(Bar.OfLimit((double)(1 - (Amounts.Value(scope.Text("remaining_usd")) / limit))), IsMarkup: true);
    }
}
