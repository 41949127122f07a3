using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using Spectre.Console;
using Profile = GenOps.Cli.Profiles.Profile;

namespace GenOps.Cli.Tenants;

/// <summary>The command line of <c>keys create</c>, the only command that shows a secret: it is never shown again.</summary>
internal static class NewKeyCommand
{
    private const int MostDays = 3650;

    public static Command Create(CommandHost host)
    {
        var tenant = TenantsCommand.Name();
        var name = new Option<string?>("--name") { Description = "A name for people.", HelpName = "TEXT" };
        var team = new Option<string?>("--team")
        {
            Description = "Pins the key to a team: it spends as that team and sees nothing else.", HelpName = "NAME",
        };
        var project = new Option<string?>("--project") { Description = "Pins the key to a project.", HelpName = "NAME" };
        var days = new Option<int?>("--expires-in-days")
        {
            Description = "Days until it stops working, 1 to 3650. [default: never]", HelpName = "N",
        }.Within(1, MostDays);
        var save = new Option<string?>("--save-profile")
        {
            Description = "Keep the key in this profile, for this URL, instead of showing it.", HelpName = "NAME",
        };
        return host.Command(
            "create",
            "Makes a key and prints it, once and never again.",
            ["genops keys create demo --name ci --expires-in-days 90", "genops keys create demo --save-profile demo"],
            [tenant, name, team, project, days, save],
            async (context, cancellationToken) =>
            {
                var body = new Dictionary<string, object?>
                {
                    ["name"] = context.Parsed.GetValue(name),
                    ["team"] = context.Parsed.GetValue(team),
                    ["project"] = context.Parsed.GetValue(project),
                    ["expires_at"] = context.Parsed.GetValue(days) is { } given ? ExpiryIn(given, context.Terminal.Time) : null,
                };
                var path = TenantsCommand.PathOf(context.Parsed.GetRequiredValue(tenant), "/keys");
                var made = await context.Admin.PostAsync(path, body.Where(static field => field.Value is not null).ToDictionary(), cancellationToken);
                return context.Parsed.GetValue(save) is { } profile ? Save(context, profile, made) : Show(context, made);
            });
    }

    private static ExitCode Show(CommandContext context, JsonElement made)
    {
        context.Note($"Key '{made.Text("id")}' is made. This is the only time that it is shown:");
        return context.Show(made, static (screen, key) => screen.WriteLine(key.Text("key")!));
    }

    private static ExitCode Save(CommandContext context, string profile, JsonElement made)
    {
        var url = context.Connection.Address.GetLeftPart(UriPartial.Authority);
        var book = context.Profiles.Read();
        var adminKey = book.Profiles.TryGetValue(profile, out var old) && old.Url == url ? old.AdminKey : null;
        context.Profiles.Write(book.With(profile, new Profile { Url = url, Key = made.Text("key"), AdminKey = adminKey }));
        context.Note($"Key '{made.Text("id")}' is made and kept in profile '{profile}'.");
        if (context.IsJson)
        {
            context.WriteJson(new { id = made.Text("id"), tenant = made.Text("tenant"), profile });
        }

        return ExitCode.Done;
    }

    private static string ExpiryIn(int days, TimeProvider time) =>
        time.GetUtcNow().AddDays(days).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
