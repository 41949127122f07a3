using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Tenants;

/// <summary>The command line of <c>tenants</c>.</summary>
internal static class TenantsCommand
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 100_000;

    public static Command Create(CommandHost host) => host.Command(
        "tenants",
        "Lists, shows, changes and deletes tenants: their policy and limits (admin key).",
        ["genops tenants list", "genops tenants show demo > demo.json", "genops tenants put demo demo.json"],
        [List(host), Show(host), Put(host), Delete(host)]);

    /// <summary>The route of a tenant, or of something below it.</summary>
    public static string PathOf(string tenant, string below = "") => $"/genops/tenants/{Uri.EscapeDataString(tenant)}{below}";

    public static Argument<string> Name() => new("tenant") { Description = "The tenant's name." };

    private static Command List(CommandHost host)
    {
        var limit = LimitOption.Create(DefaultLimit, MaximumLimit, "tenants");
        return host.Command(
            "list",
            "Lists the tenants with policy and limits.",
            ["genops tenants list"],
            [limit],
            (context, cancellationToken) => new PagedList(context.Admin, "/genops/tenants", "tenants")
                .ShowAsync(context, context.Parsed.GetRequiredValue(limit), WriteList, cancellationToken));
    }

    private static Command Show(CommandHost host)
    {
        var tenant = Name();
        return host.Command(
            "show",
            "Prints a tenant's document as JSON, as 'put' takes it.",
            ["genops tenants show demo > demo.json"],
            [tenant],
            async (context, cancellationToken) =>
            {
                context.WriteJson(await context.Admin.GetAsync(PathOf(context.Parsed.GetRequiredValue(tenant)), cancellationToken));
                return ExitCode.Done;
            });
    }

    private static Command Put(CommandHost host)
    {
        var tenant = Name();
        var file = new Argument<string>("file") { Description = "The document as JSON; '-' reads standard input." };
        return host.Command(
            "put",
            "Makes a tenant or replaces its document. What was spent stays spent.",
            ["genops tenants put demo demo.json", "echo '{\"policy\": \"strict\", \"daily_limit_usd\": \"5.00\"}' | genops tenants put demo -"],
            [tenant, file],
            async (context, cancellationToken) =>
            {
                var name = context.Parsed.GetRequiredValue(tenant);
                var document = await JsonFile.ReadAsync(context.Parsed.GetRequiredValue(file), context.Terminal, cancellationToken);
                var saved = await context.Admin.PutAsync(PathOf(name), document, cancellationToken);
                context.Note($"Saved tenant '{name}'; it holds everywhere within 5 s.");
                context.WriteJson(saved);
                return ExitCode.Done;
            });
    }

    private static Command Delete(CommandHost host)
    {
        var tenant = Name();
        var yes = Confirmation.Option();
        return host.Command(
            "delete",
            "Deletes a tenant with its keys for good; its name is never used again, its ledger stays.",
            ["genops tenants delete demo --yes"],
            [tenant, yes],
            async (context, cancellationToken) =>
            {
                var name = context.Parsed.GetRequiredValue(tenant);
                Confirmation.Require(context, yes, $"Delete tenant '{name}' and all its keys for good?");
                await context.Admin.DeleteAsync(PathOf(name), cancellationToken);
                context.Note($"Deleted tenant '{name}'.");
                if (context.IsJson)
                {
                    context.WriteJson(new { tenant = name, deleted = true });
                }

                return ExitCode.Done;
            });
    }

    private static void WriteList(IAnsiConsole screen, JsonElement page)
    {
        var sheet = new Sheet("Tenant", "Policy", ">Daily USD", ">Monthly USD", "~Teams", "?Made");
        foreach (var tenant in page.Items("data"))
        {
            var document = tenant.Field("document");
            sheet.Row(
                tenant.Text("tenant"),
                document.Text("policy"),
                Amounts.Plain(document.Text("daily_limit_usd"), "no limit"),
                Amounts.Plain(document.Text("monthly_limit_usd"), "no limit"),
                string.Join(' ', document.Field("teams").EnumerateObject().Select(static team => team.Name)),
                Instants.Of(tenant.Time("created_at")));
        }

        sheet.WriteTo(screen);
    }
}
