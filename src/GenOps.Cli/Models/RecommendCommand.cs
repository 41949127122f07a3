using System.CommandLine;

namespace GenOps.Cli.Models;

/// <summary>The command line of <c>models recommend</c>.</summary>
internal static class RecommendCommand
{
    private static readonly string[] UseCases = ["high_throughput", "cost_sensitive", "high_quality", "code_generation"];
    private static readonly string[] Complexities = ["low", "medium", "high"];
    private static readonly string[] Needs = ["code", "vision", "reasoning"];

    public static Command Create(CommandHost host)
    {
        var useCase = new Argument<string>("use-case") { Description = $"What for: {string.Join(", ", UseCases)}." };
        useCase.AcceptOnlyFromAmong(UseCases);
        var complexity = new Option<string?>("--complexity")
        {
            Description = "How hard the task is. [default: what the use case implies]", HelpName = "low|medium|high",
        };
        complexity.AcceptOnlyFromAmong(Complexities);
        var budget = UsdOption.Create("--budget-per-call", "Most that a call may cost, in USD. [default: no limit]");
        var context = new Option<int?>("--min-context") { Description = "Least context length, in tokens. [default: 0]", HelpName = "N" };
        var needs = new Option<string[]>("--needs")
        {
            Description = "What the model must be able to do; may be given several times.",
            HelpName = "code|vision|reasoning",
            AllowMultipleArgumentsPerToken = true,
        };
        needs.AcceptOnlyFromAmong(Needs);
        return host.Command(
            "recommend",
            "Recommends models for a use case, the best first, with reasons, a policy and a chunk size.",
            ["genops models recommend cost_sensitive --budget-per-call 0.0005", "genops models recommend high_quality --needs vision"],
            [useCase, complexity, budget, context, needs],
            async (run, cancellationToken) =>
            {
                var wish = new Dictionary<string, object?>
                {
                    ["use_case"] = run.Parsed.GetRequiredValue(useCase),
                    ["complexity"] = run.Parsed.GetValue(complexity),
                    ["budget_usd_per_call"] = run.Parsed.GetValue(budget),
                    ["min_context_length"] = run.Parsed.GetValue(context),
                    ["needs"] = run.Parsed.GetValue(needs) is { Length: > 0 } given ? given : null,
                };
                var body = wish.Where(static field => field.Value is not null).ToDictionary();
                return run.Show(await run.Api.PostAsync("/genops/recommend", body, cancellationToken), ModelScreen.WriteRecommendation);
            });
    }
}
