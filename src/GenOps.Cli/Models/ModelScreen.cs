using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Models;

/// <summary>Models for people.</summary>
internal static class ModelScreen
{
    public static void WriteList(IAnsiConsole screen, JsonElement page)
    {
        var sheet = new Sheet("Model", ">In USD/M", ">?Cached USD/M", ">Out USD/M", ">Context", "?Tier", "?Can", ">?p50 ms", "");
        foreach (var model in page.Items("data"))
        {
            sheet.Row(
                model.Text("model"),
                Amounts.Plain(model.Text("input_usd_per_million")),
                Amounts.Plain(model.Text("cached_input_usd_per_million")),
                Amounts.Plain(model.Text("output_usd_per_million")),
                model.Count("context_length"),
                model.Text("tier"),
                Capabilities(model),
                model.Field("latency_ms").Text("p50"),
                model.Text("allowed") == "false" ? "not allowed" : "");
        }

        sheet.WriteTo(screen);
    }

    public static void WriteComparison(IAnsiConsole screen, JsonElement page)
    {
        screen.WriteLine($"A call of {Sheet.Count(page.Count("input_tokens"))} tokens in and {Sheet.Count(page.Count("output_tokens"))} out:");
        var most = page.Items("data").Select(static model => model.Count("cost_nano_usd")).DefaultIfEmpty().Max();
        var sheet = new Sheet("Model", ">Cost USD", "?", ">?In USD/M", ">?Out USD/M", ">Context", "?Tier", "?Can", ">?p50 ms");
        foreach (var model in page.Items("data"))
        {
            sheet.Row(
                model.Text("model"),
                Cell.Usd(model.Text("cost_usd")),
                Cell.Bar(most == 0 ? 0 : (double)model.Count("cost_nano_usd") / most),
                Amounts.Plain(model.Text("input_usd_per_million")),
                Amounts.Plain(model.Text("output_usd_per_million")),
                model.Count("context_length"),
                model.Text("tier"),
                Capabilities(model),
                model.Field("latency_ms").Text("p50"));
        }

        sheet.WriteTo(screen);
    }

    public static void WriteRecommendation(IAnsiConsole screen, JsonElement advice)
    {
        screen.WriteLine(
            $"{advice.Text("use_case")}: policy {advice.Text("policy")}, batches in chunks of {advice.Text("chunk_size")}, "
            + $"about {advice.Text("expected_operations_per_second")} calls a second");
        if (advice.Text("budget_compliant") == "false")
        {
            screen.WriteLine("No model keeps to the budget a call.");
        }

        var sheet = new Sheet(">Rank", "Model", ">Call USD", "?Tier", "~Why");
        foreach (var model in advice.Items("models"))
        {
            var reasons = string.Join(' ', model.Items("reasons").Select(static reason => reason.GetString()));
            sheet.Row(model.Count("rank"), model.Text("model"), Cell.Usd(model.Text("estimated_cost_usd")), model.Text("tier"), reasons);
        }

        sheet.WriteTo(screen);
    }

    public static void WriteEstimate(IAnsiConsole screen, JsonElement estimate)
    {
        var sheet = new Sheet("Model", ">Calls", ">Expected USD", ">At worst USD");
        foreach (var operation in estimate.Items("operations"))
        {
            sheet.Row(
                operation.Text("model"), operation.Count("count"), Cell.Usd(operation.Text("expected_usd")), Cell.Usd(operation.Text("worst_case_usd")));
        }

        sheet.Row("Total", "", Cell.Usd(estimate.Text("expected_usd")), Cell.Usd(estimate.Text("worst_case_usd")));
        sheet.WriteTo(screen);
    }

    private static string Capabilities(JsonElement model) =>
        string.Join(' ', model.Items("capabilities").Select(static capability => capability.GetString()));
}
