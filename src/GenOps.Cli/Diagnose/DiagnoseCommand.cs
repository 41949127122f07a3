using System.CommandLine;
using GenOps.Cli.Memory;

namespace GenOps.Cli.Diagnose;

/// <summary>The command line of <c>diagnose</c>.</summary>
internal static class DiagnoseCommand
{
    private const string Description = "Measures overhead of each step and memory growth; tells where budgets are heading and what could be saved.";
    private const int MaxCalls = 1_000;

    public static Command Create(CommandHost host)
    {
        var calls = new Option<int>("--calls")
        {
            Description = $"Calls to measure, 1 to {MaxCalls}, of at most 10 output tokens each; one more warms up. They are charged.",
            HelpName = "N",
            DefaultValueFactory = static _ => 20,
        }.Within(1, MaxCalls);
        var model = new Option<string>("--model")
        {
            Description = "Model to call.", HelpName = "MODEL", DefaultValueFactory = static _ => "openai/gpt-oss-20b",
        };
        string[] examples = ["genops diagnose", "genops diagnose --calls 100 --json"];
        return host.Command("diagnose", Description, examples, [calls, model], async (context, cancellationToken) =>
        {
            var name = context.Parsed.GetRequiredValue(model);
            await DiagnosticCalls.WarmUpAsync(context.Api, name, cancellationToken);
            var before = await MemoryReading.TakeAsync(context, cancellationToken);
            var times = await DiagnosticCalls.RunAsync(context.Api, name, context.Parsed.GetValue(calls), cancellationToken);
            var memory = new MemoryGrowth(before, await MemoryReading.TakeAsync(context, cancellationToken), times.Calls);
            var budgets = await context.Api.GetAsync("genops/budget", cancellationToken);
            var summary = await context.Api.GetAsync("genops/summary", cancellationToken);
            var report = new DiagnoseReport(name, times, memory, BudgetOutlook.ReadAll(budgets, context.Terminal.Time.GetUtcNow()), summary);
            return context.Show(report.Json(), (screen, _) => report.Write(screen));
        });
    }
}
