using System.CommandLine;
using GenOps.Cli.Api;

namespace GenOps.Cli.Reports;

/// <summary>The command line of <c>usage</c>.</summary>
internal static class UsageCommand
{
    private const string DefaultGroups = "team,model";

    public static Command Create(CommandHost host)
    {
        var from = DayOption.Create("--from", "First UTC day. [default: the first of the month of --to]", host.Terminal.Time);
        var to = DayOption.Create("--to", "Last UTC day, included. [default: today]", host.Terminal.Time);
        var groups = new Option<string>("--group-by")
        {
            Description = "What rows are for, one or several with commas: team, project, model, customer, cost_center, environment, feature, day; "
                + "'none' for the total alone.",
            HelpName = "NAMES",
            DefaultValueFactory = static _ => DefaultGroups,
        };
        var csv = new Option<bool>("--csv") { Description = "Print CSV of the same rows." };
        var focus = new Option<bool>("--focus")
        {
            Description = "Print FOCUS 1.2 CSV, as cost tools read it; --group-by has no part in it.",
        };
        var output = new Option<string?>("--out") { Description = "Write the CSV to this file, which must be new.", HelpName = "FILE" };
        var tenant = TenantOption.Create();
        var command = host.Command(
            "usage",
            "Shows calls, tokens and cost over days, by team, model or any attribute.",
            ["genops usage", "genops usage --from 2026-11-01 --group-by project,day", "genops usage --focus --out november.csv"],
            [from, to, groups, csv, focus, output, tenant],
            (context, cancellationToken) => RunAsync(
                context,
                new UsageQuery
                {
                    From = context.Parsed.GetValue(from),
                    To = context.Parsed.GetValue(to),
                    Groups = context.Parsed.GetRequiredValue(groups),
                    Format = context.Parsed.GetValue(focus) ? "focus" : context.Parsed.GetValue(csv) ? "csv" : null,
                    Tenant = context.Parsed.GetValue(tenant),
                },
                context.Parsed.GetValue(output),
                cancellationToken));
        command.Validators.Add(result =>
        {
            var formats = new[] { result.GetValue(csv), result.GetValue(focus), result.GetValue(host.Options.Json) }.Count(static given => given);
            if (formats > 1)
            {
                result.AddError("--csv, --focus and --json are three formats: give one of them.");
            }
            else if (result.GetValue(output) is not null && !result.GetValue(csv) && !result.GetValue(focus))
            {
                result.AddError("--out writes CSV: give --csv or --focus with it.");
            }
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, UsageQuery query, string? output, CancellationToken cancellationToken)
    {
        var (api, path) = TenantOption.Of(context, query.Tenant, query.Path(context.Terminal.Time));
        if (query.Format is null)
        {
            return context.Show(await api.GetAsync(path, cancellationToken), UsageTable.Write);
        }

        if (output is null)
        {
            context.Terminal.Output.Write(await api.GetTextAsync(path, cancellationToken));
            return ExitCode.Done;
        }

        await NewFile.WriteAsync(output, replace: false, stream => api.DownloadAsync(path, stream, cancellationToken));
        context.Note($"Written to {output}.");
        return ExitCode.Done;
    }
}
