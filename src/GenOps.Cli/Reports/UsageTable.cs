using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Reports;

/// <summary>Usage for people: a row each group, its share of the cost as a bar, and the total.</summary>
internal static class UsageTable
{
    public static void Write(IAnsiConsole screen, JsonElement report)
    {
        string[] groups = [.. report.Items("group_by").Select(static group => group.GetString()!)];
        var total = report.Field("totals");
        screen.WriteLine($"{report.Text("from")} to {report.Text("to")} (UTC days)");
        var sheet = new Sheet([.. groups.Select(Head), ">Calls", ">?Failed", ">?Refused", ">Tokens in", ">Tokens out", ">Cost USD", "?Share of cost"]);
        foreach (var row in report.Items("rows").OrderByDescending(static row => row.Count("cost_nano_usd")))
        {
            sheet.Row([.. groups.Select(group => (Cell)row.Text(group)), .. Sums(row), Share(row, total)]);
        }

        sheet.Row([.. groups.Select(static (_, place) => (Cell)(place == 0 ? "Total" : "")), .. Sums(total), ""]);
        sheet.WriteTo(screen);
        if (Amounts.Value(total.Text("in_doubt_usd")) != 0)
        {
            screen.MarkupLine($"In doubt, charged at the worst case: {Amounts.Markup(total.Text("in_doubt_usd"))} USD of the total.");
        }
    }

    private static string Head(string group)
    {
        var words = group.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static Cell[] Sums(JsonElement row) =>
    [
        row.Count("operations"),
        row.Count("failures"),
        row.Count("refusals"),
        row.Count("input_tokens"),
        row.Count("output_tokens"),
        Cell.Usd(row.Text("cost_usd")),
    ];

    private static Cell Share(JsonElement row, JsonElement total)
    {
        var whole = total.Count("cost_nano_usd");
        return whole <= 0 ? "" : Cell.Bar((double)row.Count("cost_nano_usd") / whole);
    }
}
