using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Batches;

/// <summary>Batches for people.</summary>
internal static class BatchScreen
{
    public static void WriteList(IAnsiConsole screen, IEnumerable<BatchState> batches)
    {
        var sheet = new Sheet("Id", "Status", "?Made", ">Items", ">Done", ">?Failed", ">Cost USD", "?Waits for");
        foreach (var batch in batches)
        {
            var governed = batch.Json.Field("genops");
            sheet.Row(
                batch.Id,
                batch.Status,
                Instants.Of(batch.Json.Time("created_at")),
                batch.Total,
                batch.Done,
                batch.Failed,
                Cell.Usd(governed.Text("cost_usd")),
                batch.IsWaiting ? governed.Text("waiting_for") : "");
        }

        sheet.WriteTo(screen);
    }

    public static void Write(IAnsiConsole screen, BatchState batch)
    {
        var governed = batch.Json.Field("genops");
        screen.WriteLine($"{batch.Id}: {batch.Status}");
        screen.WriteLine($"  Items    {batch.Items}");
        screen.MarkupLine($"  Cost     {Amounts.Markup(governed.Text("cost_usd"))} USD");
        if (!batch.IsOver)
        {
            screen.MarkupLine($"  Thought  {Amounts.Markup(governed.Text("estimated_cost_usd"))} USD for all");
            screen.MarkupLine($"  At worst {Amounts.Markup(governed.Text("worst_case_cost_usd"))} USD");
            screen.WriteLine($"  Expires  {Instants.Of(batch.Json.Time("expires_at"))}");
        }

        foreach (var fault in batch.Faults)
        {
            screen.WriteLine(fault);
        }
    }
}
