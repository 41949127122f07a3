using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using Spectre.Console;

namespace GenOps.Cli.Prices;

/// <summary>The command line of <c>prices put</c>.</summary>
internal static class PutPriceCommand
{
    public static Command Create(CommandHost host, string route, Action<IAnsiConsole, IEnumerable<JsonElement>> write)
    {
        var model = new Argument<string>("model") { Description = "The model, as calls name it." };
        var input = UsdOption.Create("--input", "USD per million tokens in.");
        var output = UsdOption.Create("--output", "USD per million tokens out.");
        input.Required = output.Required = true;
        var cached = UsdOption.Create("--cached", "USD per million cached tokens in. [default: as before, else as other tokens in]");
        var image = UsdOption.Create("--image", "USD an image. [default: as before, else images are not priced]");
        var context = new Option<int?>("--context")
        {
            Description = "Context length, in tokens. [default: as before; a new model needs it]", HelpName = "N",
        };
        var tier = new Option<string?>("--tier")
        {
            Description = "Size class. [default: as before, else by price]", HelpName = "lite|standard|large",
        };
        tier.AcceptOnlyFromAmong("lite", "standard", "large");
        var from = DayOption.Create("--from", "UTC day from which on it holds, today or later. [default: today]", host.Terminal.Time);
        var force = new Option<bool>("--force") { Description = "Take it even if it is more than 1000 times the old price." };
        return host.Command(
            "put",
            "Sets a model's price from a day on; calls before that day keep theirs.",
            [
                "genops prices put openai/gpt-oss-20b --input 0.05 --output 0.20",
                "genops prices put acme/model-1 --input 0.2 --output 0.6 --context 131072",
            ],
            [model, input, output, cached, image, context, tier, from, force],
            async (run, cancellationToken) =>
            {
                var price = new Dictionary<string, object?>
                {
                    ["model"] = run.Parsed.GetRequiredValue(model),
                    ["input_usd_per_million"] = run.Parsed.GetValue(input),
                    ["output_usd_per_million"] = run.Parsed.GetValue(output),
                    ["cached_input_usd_per_million"] = run.Parsed.GetValue(cached),
                    ["image_usd"] = run.Parsed.GetValue(image),
                    ["context_length"] = run.Parsed.GetValue(context),
                    ["tier"] = run.Parsed.GetValue(tier),
                    ["effective_from"] = DayOption.Text(run.Parsed.GetValue(from) ?? DayOption.Today(run.Terminal.Time)),
                    ["force"] = run.Parsed.GetValue(force) ? true : null,
                };
                var body = price.Where(static field => field.Value is not null).ToDictionary();
                return run.Show(await run.Admin.PutAsync(route, body, cancellationToken), (screen, saved) => write(screen, [saved]));
            });
    }
}
