using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Sessions;

/// <summary>Sessions for people.</summary>
internal static class SessionScreen
{
    public static void WriteList(IAnsiConsole screen, JsonElement page)
    {
        var sheet = new Sheet("Id", "Name", "Status", "?Started", ">Calls", ">?Failed", ">?Refused", ">Cost USD");
        foreach (var session in page.Items("data"))
        {
            sheet.Row(
                session.Text("id"),
                session.Text("name"),
                session.Text("status"),
                Instants.Of(session.Time("started_at")),
                session.Count("operations"),
                session.Count("failures"),
                session.Count("refusals"),
                Cell.Usd(session.Text("cost_usd")));
        }

        sheet.WriteTo(screen);
    }

    public static void Write(IAnsiConsole screen, JsonElement session)
    {
        screen.WriteLine($"{session.Text("id")}{(session.Text("name") is { } name ? $" ({name})" : "")}, {session.Text("status")}");
        screen.WriteLine($"  Started     {Instants.Of(session.Time("started_at"))}");
        screen.WriteLine($"  Ended       {Instants.Of(session.Time("ended_at"))}");
        screen.WriteLine($"  Attributes  {Attributes(session.Field("attributes"))}");
        screen.MarkupLine($"  Cost        {Amounts.Markup(session.Text("cost_usd"))} USD");
        screen.MarkupLine($"  Average     {Amounts.Markup(session.Text("average_cost_usd"))} USD a call");
        screen.WriteLine(
            $"  Calls       {Sheet.Count(session.Count("operations"))}, failed {Sheet.Count(session.Count("failures"))}, "
            + $"refused {Sheet.Count(session.Count("refusals"))}");
        var latency = session.Field("latency_ms");
        screen.WriteLine($"  Latency ms  p50 {latency.Text("p50") ?? "-"}, p95 {latency.Text("p95") ?? "-"}, p99 {latency.Text("p99") ?? "-"}");
        var sheet = new Sheet("Model", ">Calls", ">?Failed", ">?Refused", ">Tokens in", ">Tokens out", ">Cost USD");
        foreach (var model in session.Items("by_model"))
        {
            sheet.Row(
                model.Text("model"),
                model.Count("operations"),
                model.Count("failures"),
                model.Count("refusals"),
                model.Count("input_tokens"),
                model.Count("output_tokens"),
                Cell.Usd(model.Text("cost_usd")));
        }

        if (sheet.Rows > 0)
        {
            sheet.WriteTo(screen);
        }
    }

    private static string Attributes(JsonElement attributes)
    {
        var pairs = attributes.EnumerateObject().Select(static pair => $"{pair.Name}={pair.Value}").ToList();
        return pairs.Count == 0 ? "-" : string.Join(", ", pairs);
    }
}
