using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Tenants;

/// <summary>The command line of <c>keys</c>.</summary>
internal static class KeysCommand
{
    private const int MaximumKeys = 100_000;

    public static Command Create(CommandHost host) => host.Command(
        "keys",
        "Lists, makes and revokes a tenant's API keys (admin key).",
        ["genops keys list demo", "genops keys create demo --name ci --team search", "genops keys revoke demo 0123456789abcdefghjk"],
        [List(host), NewKeyCommand.Create(host), Revoke(host)]);

    private static Command List(CommandHost host)
    {
        var tenant = TenantsCommand.Name();
        return host.Command(
            "list",
            "Lists the keys that are not revoked; their secrets are known to nobody.",
            ["genops keys list demo"],
            [tenant],
            (context, cancellationToken) =>
                new PagedList(context.Admin, TenantsCommand.PathOf(context.Parsed.GetRequiredValue(tenant), "/keys"), "keys")
                    .ShowAsync(context, MaximumKeys, WriteList, cancellationToken));
    }

    private static Command Revoke(CommandHost host)
    {
        var tenant = TenantsCommand.Name();
        var id = new Argument<string>("id") { Description = "The key's id: what stands between 'gk-' and the next '-'." };
        return host.Command(
            "revoke",
            "Revokes a key for good, everywhere within 5 s.",
            ["genops keys revoke demo 0123456789abcdefghjk"],
            [tenant, id],
            async (context, cancellationToken) =>
            {
                var revoked = context.Parsed.GetRequiredValue(id);
                var path = TenantsCommand.PathOf(context.Parsed.GetRequiredValue(tenant), $"/keys/{Uri.EscapeDataString(revoked)}");
                await context.Admin.DeleteAsync(path, cancellationToken);
                context.Note($"Revoked key '{revoked}'.");
                if (context.IsJson)
                {
                    context.WriteJson(new { id = revoked, revoked = true });
                }

                return ExitCode.Done;
            });
    }

    private static void WriteList(IAnsiConsole screen, JsonElement page)
    {
        var sheet = new Sheet("Id", "Name", "Team", "Project", "?Made", "?Expires");
        foreach (var key in page.Items("data"))
        {
            sheet.Row(
                key.Text("id"),
                key.Text("name"),
                key.Text("team"),
                key.Text("project"),
                Instants.Of(key.Time("created_at")),
                key.Time("expires_at") is { } expiry ? Instants.Of(expiry) : "never");
        }

        sheet.WriteTo(screen);
    }
}
