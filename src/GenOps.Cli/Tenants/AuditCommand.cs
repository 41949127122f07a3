using System.CommandLine;
using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Tenants;

/// <summary>The command line of <c>audit</c>.</summary>
internal static class AuditCommand
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 100_000;

    public static Command Create(CommandHost host)
    {
        var from = DayOption.Create("--from", "First UTC day. [default: as far back as there is anything]", host.Terminal.Time);
        var limit = LimitOption.Create(DefaultLimit, MaximumLimit, "acts");
        return host.Command(
            "audit",
            "Lists what administrators did, in order of time; --json has the state before and after (admin key).",
            ["genops audit --from yesterday", "genops audit --json | jq '.data[-1]'"],
            [from, limit],
            (context, cancellationToken) =>
            {
                var query = context.Parsed.GetValue(from) is { } day ? $"?from={DayOption.Text(day)}" : "";
                return new PagedList(context.Admin, "/genops/audit" + query, "acts")
                    .ShowAsync(context, context.Parsed.GetRequiredValue(limit), Write, cancellationToken);
            });
    }

    private static void Write(IAnsiConsole screen, JsonElement page)
    {
        var sheet = new Sheet("At", "Actor", "Act", "Target");
        foreach (var act in page.Items("data"))
        {
            sheet.Row(Instants.Of(act.Time("at")), act.Text("actor"), act.Text("action"), act.Text("target"));
        }

        sheet.WriteTo(screen);
    }
}
