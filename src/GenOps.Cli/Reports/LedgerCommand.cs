using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Reports;

/// <summary>The command line of <c>ledger</c>.</summary>
internal static class LedgerCommand
{
    private const int PageRows = 1000;
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000_000;

    public static Command Create(CommandHost host)
    {
        var day = DayOption.CreateArgument("day", "UTC day: a date such as 2026-11-24, 'today' or 'yesterday'. [default: today]", host.Terminal.Time);
        var limit = LimitOption.Create(DefaultLimit, MaximumLimit, "entries");
        var tenant = TenantOption.Create();
        return host.Command(
            "ledger",
            "Lists a day's ledger entries: every attempt with its exact cost, in order of time.",
            ["genops ledger", "genops ledger 2026-11-24 --limit 5000 --json", "genops ledger yesterday --tenant demo"],
            [day, limit, tenant],
            (context, cancellationToken) =>
            {
                var date = context.Parsed.GetValue(day) ?? DayOption.Today(context.Terminal.Time);
                var (api, path) = TenantOption.Of(context, context.Parsed.GetValue(tenant), $"ledger/{DayOption.Text(date)}");
                return new PagedList(api, path, "entries") { PageRows = PageRows }
                    .ShowAsync(context, context.Parsed.GetRequiredValue(limit), Write, cancellationToken);
            });
    }

    private static void Write(IAnsiConsole screen, JsonElement page)
    {
        var sheet = new Sheet("At (UTC)", "Kind", "Status", "Model", "?Team/project", ">In", ">Out", ">Cost USD", "?Request");
        foreach (var entry in page.Items("data"))
        {
            sheet.Row(
                entry.Time("at")?.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
                entry.Text("kind"),
                Status(entry),
                entry.Text("model"),
                Scope(entry.Field("attributes")),
                entry.Count("input_tokens"),
                entry.Count("output_tokens"),
                Cell.Usd(Amounts.OfNano(entry.Count("cost_nano_usd"))),
                Request(entry));
        }

        sheet.WriteTo(screen);
        var sum = page.Items("data").Sum(static entry => entry.Count("cost_nano_usd"));
        screen.MarkupLine($"{Sheet.Count(sheet.Rows)} entries, {Amounts.Markup(Amounts.OfNano(sum))} USD");
    }

    private static string Status(JsonElement entry) =>
        entry.Text("status") + (entry.Text("estimated") == "true" ? ", estimated" : "") + (entry.Text("overage") == "true" ? ", overage" : "");

    private static string Scope(JsonElement attributes) => (attributes.Text("team"), attributes.Text("project")) switch
    {
        (null, null) => "-",
        (var team, null) => team,
        var (team, project) => $"{team ?? "-"}/{project}",
    };

    private static string Request(JsonElement entry) =>
        entry.Text("reason") ?? (entry.Text("custom_id") is { } item ? $"{entry.Text("batch_id")} {item}" : entry.Text("request_id") ?? "-");
}
