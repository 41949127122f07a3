using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Tenants;

/// <summary>The command line of <c>adjustments</c>.</summary>
internal static class AdjustmentsCommand
{
    public static Command Create(CommandHost host) => host.Command(
        "adjustments",
        "Corrects a tenant's books by an entry of its own (admin key).",
        ["genops adjustments create demo -0.25 --reason \"credit of the provider\""],
        [CreateOne(host)]);

    private static Command CreateOne(CommandHost host)
    {
        var tenant = TenantsCommand.Name();
        var amount = new Argument<string>("amount") { Description = "USD, up to 9 decimals: above 0 charges, below 0 gives back." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for the ledger and the audit trail.", HelpName = "TEXT", Required = true,
        };
        var date = DayOption.Create("--date", "UTC day that it corrects; it is entered today. [default: today]", host.Terminal.Time);
        var key = new Option<string?>("--idempotency-key")
        {
            Description = "Name of this correction: repeated with it, it is made once. [default: a random one]", HelpName = "TEXT",
        };
        return host.Command(
            "create",
            "Enters a correction; a wrong one is corrected by another.",
            [
                "genops adjustments create demo -0.25 --reason \"credit of the provider\"",
                "genops adjustments create demo 1.50 --reason \"late invoice\" --date yesterday",
            ],
            [tenant, amount, reason, date, key],
            async (context, cancellationToken) =>
            {
                var body = new
                {
                    amount_usd = context.Parsed.GetRequiredValue(amount),
                    reason = context.Parsed.GetRequiredValue(reason),
                    date = DayOption.Text(context.Parsed.GetValue(date) ?? DayOption.Today(context.Terminal.Time)),
                };
                var path = TenantsCommand.PathOf(context.Parsed.GetRequiredValue(tenant), "/adjustments");
                return context.Show(await context.Admin.PostAsync(path, body, cancellationToken, context.Parsed.GetValue(key)), Write);
            });
    }

    private static void Write(IAnsiConsole screen, JsonElement entry) => screen.MarkupLine(
        $"Entered {Amounts.Markup(Amounts.OfNano(entry.Count("cost_nano_usd")))} USD for {entry.Text("for_date")} as entry {entry.Text("entry_id")}.");
}
