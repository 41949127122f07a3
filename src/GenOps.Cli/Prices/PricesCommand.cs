using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Prices;

/// <summary>The command line of <c>prices</c>.</summary>
internal static class PricesCommand
{
    private const string Route = "/genops/prices";

    public static Command Create(CommandHost host) => host.Command(
        "prices",
        "Lists and sets the prices that calls are charged at (admin key).",
        ["genops prices list", "genops prices put acme/model-1 --input 0.20 --output 0.60 --context 131072"],
        [List(host), PutPriceCommand.Create(host, Route, Write)]);

    private static Command List(CommandHost host)
    {
        var model = new Option<string?>("--model") { Description = "Only models whose name has this text in it.", HelpName = "TEXT" };
        return host.Command(
            "list",
            "Lists all prices, past and coming, in USD per million tokens.",
            ["genops prices list --model gpt-oss"],
            [model],
            async (context, cancellationToken) =>
            {
                var page = await context.Admin.GetAsync(Route, cancellationToken);
                var wanted = context.Parsed.GetValue(model) ?? "";
                var prices = page.Items("data").Where(price => price.Text("model")!.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
                return context.Show(new ApiPage(prices, null).ToJson(), static (screen, found) => Write(screen, found.Items("data")));
            });
    }

    private static void Write(IAnsiConsole screen, IEnumerable<JsonElement> prices)
    {
        var sheet = new Sheet("Model", "From", ">In USD/M", ">?Cached USD/M", ">Out USD/M", ">?Image USD", ">?Context", "?Tier", "Source");
        foreach (var price in prices)
        {
            sheet.Row(
                price.Text("model"),
                price.Text("effective_from"),
                Amounts.Plain(price.Text("input_usd_per_million")),
                Amounts.Plain(price.Text("cached_input_usd_per_million")),
                Amounts.Plain(price.Text("output_usd_per_million")),
                Amounts.Plain(price.Text("image_usd")),
                price.Count("context_length"),
                price.Text("tier"),
                price.Text("source"));
        }

        sheet.WriteTo(screen);
    }
}
