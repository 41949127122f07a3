using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Reports;

/// <summary>The command line of <c>summary</c>.</summary>
internal static class SummaryCommand
{
    public static Command Create(CommandHost host)
    {
        var tenant = TenantOption.Create();
        return host.Command(
            "summary",
            "Shows today at a glance: cost, budget, rate, and what could be saved.",
            ["genops summary", "genops summary --tenant demo --json"],
            [tenant],
            async (context, cancellationToken) => context.Show(
                await TenantOption.GetAsync(context, context.Parsed.GetValue(tenant), "summary", cancellationToken), Write));
    }

    private static void Write(IAnsiConsole screen, JsonElement summary)
    {
        screen.WriteLine($"{summary.Text("date")} (UTC), policy {summary.Text("governance_policy")}");
        var sheet = new Sheet("", ">Cost USD", ">Limit USD", ">Used", "?");
        foreach (var (name, window) in ((string, string)[])[("Today", "daily"), ("Month", "monthly")])
        {
            var share = summary.Number($"{window}_budget_utilization");
            sheet.Row(
                name,
                Cell.Usd(summary.Text($"{window}_costs_usd")),
                Cell.Usd(summary.Text($"{window}_budget_limit_usd"), "no limit"),
                share is null ? "" : FormattableString.Invariant($"{share:P1}"),
                share is null ? "" : new Cell(Bar.OfLimit(share.Value), IsMarkup: true));
        }

        sheet.WriteTo(screen);
        screen.MarkupLine($"  Left today       {Amounts.Markup(summary.Text("daily_remaining_usd"), "no limit")} USD");
        screen.MarkupLine($"  Held             {Amounts.Markup(summary.Text("held_usd"))} USD, by running calls and for the next ones");
        screen.WriteLine($"  Calls            {Sheet.Count(summary.Count("operations_count"))}, refused {Sheet.Count(summary.Count("refusals_count"))}");
        screen.MarkupLine($"  Average call     {Amounts.Markup(summary.Text("average_cost_per_operation_usd"))} USD");
        screen.WriteLine($"  Calls a second   {summary.Text("operations_per_second")} in the last minute");
        screen.WriteLine($"  Open sessions    {Sheet.Count(summary.Count("active_sessions"))}");
        if (summary.Time("projected_exhaustion_at") is { } exhaustion)
        {
            screen.WriteLine($"  Budget is gone   {Instants.Of(exhaustion)} at this rate");
        }

        foreach (var advice in summary.Items("recommendations"))
        {
            screen.WriteLine($"  Advice           {advice.Text("message")}{Saving(advice)}");
        }
    }

    private static string Saving(JsonElement advice) =>
        advice.Text("saving_usd") is { } saving ? $" (saves {Amounts.Plain(saving)} USD)" : "";
}
