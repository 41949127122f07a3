using System.CommandLine;
using GenOps.Core.Batches;

namespace GenOps.Cli.Batches;

/// <summary>The command line of <c>batch submit</c>.</summary>
internal static class SubmitCommand
{
    private static readonly string[] Endpoints = ["/v1/chat/completions", "/v1/completions", "/v1/embeddings"];

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("file")
        {
            Description = "JSON lines, up to 50,000 and 200 MB, each {custom_id, body} or OpenAI's {custom_id, method, url, body}.",
        };
        var endpoint = new Option<string?>("--endpoint")
        {
            Description = $"What the lines are for: {string.Join(", ", Endpoints)}. [default: the url of the first line, else the first of these]",
            HelpName = "PATH",
        };
        endpoint.AcceptOnlyFromAmong(Endpoints);
        var window = Number("--window", "Hours after which it expires", "HOURS", BatchLimits.MinWindowHours, BatchLimits.MaxWindowHours, BatchLimits.MinWindowHours);
        var chunk = Number("--chunk-size", "Items that get their money together", "N", 1, BatchLimits.MaxChunkSize, BatchLimits.DefaultChunkSize);
        var concurrency = Number("--max-concurrency", "Calls in flight at most", "N", 1, BatchLimits.MaxConcurrency, BatchLimits.DefaultConcurrency);
        var onBudget = new Option<string?>("--on-budget")
        {
            Description = "When the budget is gone: wait for the next window or a higher limit, or fail the rest. [default: wait]", HelpName = "wait|fail",
        };
        onBudget.AcceptOnlyFromAmong("wait", "fail");
        var cost = UsdOption.Create("--max-cost", "Most that the batch may cost, in USD. [default: only the budgets limit it]");
        var team = new Option<string?>("--team")
        {
            Description = "Team that is charged. [default: the key's or the tenant's]", HelpName = "NAME",
        };
        var project = new Option<string?>("--project")
        {
            Description = "Project that is charged. [default: the key's or the tenant's]", HelpName = "NAME",
        };
        var watch = new Option<bool>("--watch") { Description = "Watch it until it is over, as 'batch watch' does." };
        var interval = WatchInterval.Create();
        return host.Command(
            "submit",
            "Uploads a file and starts a batch of it. A file with a fault is refused whole, by line, before anything is spent.",
            ["genops batch submit requests.jsonl --watch", "genops batch submit requests.jsonl --max-cost 5.00 --on-budget fail --team search"],
            [file, endpoint, window, chunk, concurrency, onBudget, cost, team, project, watch, interval],
            (context, cancellationToken) =>
            {
                var parsed = context.Parsed;
                var order = new BatchOrder
                {
                    File = parsed.GetRequiredValue(file),
                    Endpoint = parsed.GetValue(endpoint),
                    WindowHours = parsed.GetValue(window),
                    ChunkSize = parsed.GetValue(chunk),
                    MaxConcurrency = parsed.GetValue(concurrency),
                    OnBudget = parsed.GetValue(onBudget),
                    MaxCostUsd = parsed.GetValue(cost),
                    Team = parsed.GetValue(team),
                    Project = parsed.GetValue(project),
                };
                return BatchSubmit.RunAsync(context, order, parsed.GetValue(watch), WatchInterval.Of(context, interval), cancellationToken);
            });
    }

    private static Option<int?> Number(string name, string what, string helpName, int least, int most, int standard) =>
        new Option<int?>(name) { Description = $"{what}, {least} to {most}. [default: {standard}]", HelpName = helpName }.Within(least, most);
}
