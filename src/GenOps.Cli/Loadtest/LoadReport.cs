using System.Globalization;
using System.Text.Json;
using GenOps.Cli.Memory;
using GenOps.Cli.Screens;
using GenOps.Core.Money;
using Spectre.Console;

namespace GenOps.Cli.Loadtest;

/// <summary>A load test's result for people and machines.</summary>
internal static class LoadReport
{
    private const double MicrosecondsPerMillisecond = 1_000;
    private const double BytesPerKibibyte = 1_024;

    public static void Write(IAnsiConsole screen, LoadResult result, MemoryGrowth memory)
    {
        Line(screen, "Completed", Sheet.Count(result.Completed));
        Line(screen, "Refused", Codes(result.Refused));
        Line(screen, "Failed", Codes(result.Failed));
        if (result.Abandoned > 0)
        {
            Line(screen, "Given up", $"{Sheet.Count(result.Abandoned)} were under way when it was stopped; they are not measured and may be charged");
        }

        Line(screen, "Duration", Text($"{result.Duration.TotalSeconds:0.000} s"));
        Line(screen, "Throughput", Text($"{result.Throughput:0.0} completed calls a second"));
        Line(screen, "Latency", Of(result.Latency));
        Line(screen, "App's overhead", result.Overhead is null ? "the app told none" : Of(result.Overhead));
        var each = result.CostPerOperationNanoUsd is { } nanoUsd ? $", {Amounts.Plain(UsdText.Format(nanoUsd))} USD a call" : "";
        Line(screen, "Cost", $"{Amounts.Plain(UsdText.Format(result.CostNanoUsd))} USD{each}");
        Line(screen, "Memory growth", memory.ToString());
        Line(screen, "Own memory", Text($"heap of this load generator {result.HeapGrowthBytes / BytesPerKibibyte:+0.0;-0.0;0} KiB after collections"));
    }

    public static JsonElement Json(LoadResult result, MemoryGrowth memory) => JsonSerializer.SerializeToElement(new
    {
        completed = result.Completed,
        refused = result.Refused,
        failed = result.Failed,
        abandoned = result.Abandoned,
        duration_seconds = result.Duration.TotalSeconds,
        operations_per_second = result.Throughput,
        latency_ms = Milliseconds(result.Latency),
        overhead_ms = Milliseconds(result.Overhead),
        cost_usd = UsdText.Format(result.CostNanoUsd),
        cost_per_operation_usd = result.CostPerOperationNanoUsd is { } each ? UsdText.Format(each) : null,
        load_generator_heap_growth_bytes = result.HeapGrowthBytes,
        app_memory = memory.Json(),
    });

    private static void Line(IAnsiConsole screen, string name, string value) => screen.MarkupLineInterpolated($"  [grey]{name,-15}[/] {value}");

    private static string Of(Spread? spread) => spread is null
        ? "no completed call"
        : Text($"average {spread.Average / MicrosecondsPerMillisecond:0.00} ms, p50 {Ms(spread.P50)}, p95 {Ms(spread.P95)}, p99 {Ms(spread.P99)} ms");

    private static string Ms(long microseconds) => Text($"{microseconds / MicrosecondsPerMillisecond:0.00}");

    private static object? Milliseconds(Spread? spread) => spread is null
        ? null
        : new
        {
            average = spread.Average / MicrosecondsPerMillisecond,
            p50 = spread.P50 / MicrosecondsPerMillisecond,
            p95 = spread.P95 / MicrosecondsPerMillisecond,
            p99 = spread.P99 / MicrosecondsPerMillisecond,
        };

    private static string Codes(IReadOnlyDictionary<string, int> codes) => codes.Count == 0
        ? "0"
        : $"{Sheet.Count(codes.Values.Sum())} ({string.Join(", ", codes.Select(static code => $"{code.Key} {Sheet.Count(code.Value)}"))})";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
