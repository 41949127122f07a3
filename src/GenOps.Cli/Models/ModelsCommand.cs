using System.CommandLine;

namespace GenOps.Cli.Models;

/// <summary>The command line of <c>models</c>.</summary>
internal static class ModelsCommand
{
    private const int DefaultInputTokens = 1000;
    private const int DefaultOutputTokens = 500;

    public static Command Create(CommandHost host) => host.Command(
        "models",
        "Lists, compares and recommends models; estimates what calls will cost.",
        [
            "genops models list",
            "genops models recommend code_generation",
            "genops models estimate openai/gpt-oss-20b --input-tokens 800 --count 10000",
        ],
        [List(host), Compare(host), RecommendCommand.Create(host), Estimate(host)]);

    private static Command List(CommandHost host) => host.Command(
        "list",
        "Lists the models with prices in USD per million tokens.",
        ["genops models list"],
        [],
        static async (context, cancellationToken) => context.Show(await context.Api.GetAsync("/genops/models", cancellationToken), ModelScreen.WriteList));

    private static Command Compare(CommandHost host)
    {
        var models = new Argument<string[]>("models") { Description = "Two models or more.", Arity = new ArgumentArity(1, 100) };
        var input = Tokens("--input-tokens", "Tokens in, each call.", DefaultInputTokens);
        var output = Tokens("--output-tokens", "Tokens out, each call.", DefaultOutputTokens);
        return host.Command(
            "compare",
            "Compares what one call costs with each of some models, the cheapest first.",
            ["genops models compare openai/gpt-oss-20b openai/gpt-oss-120b --input-tokens 2000"],
            [models, input, output],
            async (context, cancellationToken) =>
            {
                var names = Uri.EscapeDataString(string.Join(',', context.Parsed.GetRequiredValue(models)));
                var path = $"/genops/models/compare?models={names}&input_tokens={context.Parsed.GetRequiredValue(input)}"
                    + $"&output_tokens={context.Parsed.GetRequiredValue(output)}";
                return context.Show(await context.Api.GetAsync(path, cancellationToken), ModelScreen.WriteComparison);
            });
    }

    private static Command Estimate(CommandHost host)
    {
        var model = new Argument<string>("model") { Description = "The model." };
        var prompt = new Option<string?>("--prompt") { Description = "The prompt; its tokens are counted.", HelpName = "TEXT" };
        var input = new Option<int?>("--input-tokens") { Description = "Tokens in, each call, in place of --prompt.", HelpName = "N" };
        var output = Tokens("--max-tokens", "Most tokens out, each call.", DefaultOutputTokens);
        var count = Tokens("--count", "Number of such calls.", 1);
        var command = host.Command(
            "estimate",
            "Estimates what calls cost: as expected, and at worst, which is what a budget must have room for.",
            ["genops models estimate openai/gpt-oss-20b --input-tokens 800 --max-tokens 200 --count 10000"],
            [model, prompt, input, output, count],
            async (context, cancellationToken) =>
            {
                var body = new Dictionary<string, object>
                {
                    ["model"] = context.Parsed.GetRequiredValue(model),
                    ["max_tokens"] = context.Parsed.GetRequiredValue(output),
                    ["count"] = context.Parsed.GetRequiredValue(count),
                };
                if (context.Parsed.GetValue(prompt) is { } text)
                {
                    body["prompt"] = text;
                }
                else
                {
                    body["input_tokens"] = context.Parsed.GetValue(input)!.Value;
                }

                return context.Show(await context.Api.PostAsync("/genops/estimate", body, cancellationToken), ModelScreen.WriteEstimate);
            });
        command.Validators.Add(result =>
        {
            if ((result.GetValue(prompt) is null) == (result.GetValue(input) is null))
            {
                result.AddError("Give either --prompt or --input-tokens.");
            }
        });
        return command;
    }

    private static Option<int> Tokens(string name, string description, int standard) =>
        new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard }.Within(0, int.MaxValue);
}
