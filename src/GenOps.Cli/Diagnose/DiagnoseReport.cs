using System.Globalization;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Loadtest;
using GenOps.Cli.Memory;
using GenOps.Cli.Screens;
using GenOps.Core.Money;
using Spectre.Console;

namespace GenOps.Cli.Diagnose;

/// <summary>Overhead by step, memory, budgets and advice, for people and machines.</summary>
internal sealed record DiagnoseReport(string Model, StepTimes Times, MemoryGrowth Memory, IReadOnlyList<BudgetOutlook> Budgets, JsonElement Summary)
{
    private const double PartsPerMillion = 1_000_000;

    public void Write(IAnsiConsole screen)
    {
        screen.WriteLine(Text($"Time of each step over {Times.Calls} calls of {Model}, microseconds"));
        var steps = new Sheet("Step", ">p50", ">p95", "?");
        foreach (var (step, isOverhead, times) in Times.Steps)
        {
            steps.Row(step, times.P50, times.P95, isOverhead ? "" : "not overhead");
        }

        if (Times.Overhead is { } overhead)
        {
            steps.Row("overhead", overhead.P50, overhead.P95, "hold and durable entry included");
        }

        steps.WriteTo(screen);
        screen.WriteLine($"Memory growth: {Memory}.");
        screen.WriteLine();
        WriteBudgets(screen);
        foreach (var advice in Summary.Items("recommendations"))
        {
            var saving = advice.Text("saving_usd") is { } usd ? $" (saves {Amounts.Plain(usd)} USD)" : "";
            screen.WriteLine($"Advice: {advice.Text("message")}{saving}");
        }
    }

    public JsonElement Json() => JsonSerializer.SerializeToElement(new
    {
        model = Model,
        calls = Times.Calls,
        steps_us = Times.Steps.ToDictionary(static step => step.Step, static step => Of(step.Times)),
        overhead_us = Of(Times.Overhead),
        app_memory = Memory.Json(),
        budgets = Budgets.Select(static outlook => new
        {
            scope = outlook.Scope,
            window = outlook.Budget.Window.Id,
            limit_usd = outlook.Budget.LimitNanoUsd is { } limit ? UsdText.Format(limit) : null,
            spent_usd = UsdText.Format(outlook.Budget.SpentNanoUsd),
            utilization = outlook.Budget.UtilizationPpm / PartsPerMillion,
            burn_usd_per_hour = UsdText.Format(outlook.BurnNanoUsdPerHour),
            projected_exhaustion_at = outlook.ExhaustedAt,
        }),
        recommendations = Summary.Items("recommendations"),
    });

    private void WriteBudgets(IAnsiConsole screen)
    {
        var sheet = new Sheet("Scope", "Window", ">Spent USD", ">Limit USD", ">Used", ">?Burn USD/h", "?Gone at this rate");
        foreach (var outlook in Budgets)
        {
            var budget = outlook.Budget;
            sheet.Row(
                outlook.Scope,
                budget.Window.Id,
                Cell.Usd(UsdText.Format(budget.SpentNanoUsd)),
                Cell.Usd(budget.LimitNanoUsd is { } limit ? UsdText.Format(limit) : null, "no limit"),
                budget.UtilizationPpm is { } used ? Text($"{used / PartsPerMillion:P2}") : "",
                Cell.Usd(UsdText.Format(outlook.BurnNanoUsdPerHour)),
                outlook.ExhaustedAt is { } instant ? Instants.Of(instant) : budget.LimitNanoUsd is null ? "" : "not in this window");
        }

        sheet.WriteTo(screen);
    }

    private static object? Of(Spread? times) => times is null ? null : new { p50 = times.P50, p95 = times.P95 };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
