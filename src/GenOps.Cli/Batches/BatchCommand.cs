using System.CommandLine;
using System.Text.Json;

namespace GenOps.Cli.Batches;

/// <summary>The command line of <c>batch</c>.</summary>
internal static class BatchCommand
{
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 10_000;

    public static Command Create(CommandHost host) => host.Command(
        "batch",
        "Submits, watches, cancels and downloads batches: many calls in one file, under the same budget.",
        ["genops batch submit requests.jsonl --watch", "genops batch watch batch_01K…", "genops batch download batch_01K… --out answers.jsonl"],
        [SubmitCommand.Create(host), Watch(host), Cancel(host), DownloadCommand.Create(host), List(host)]);

    public static Argument<string> Id() => new("id") { Description = "The batch's id." };

    private static Command Watch(CommandHost host)
    {
        var id = Id();
        var interval = WatchInterval.Create();
        return host.Command(
            "watch",
            "Shows a batch's progress until it is over. Ctrl-C stops watching and leaves the batch running.",
            ["genops batch watch batch_01K…"],
            [id, interval],
            (context, cancellationToken) => BatchWatch.RunAsync(
                context, context.Parsed.GetRequiredValue(id), WatchInterval.Of(context, interval), cancellationToken));
    }

    private static Command Cancel(CommandHost host)
    {
        var id = Id();
        return host.Command(
            "cancel",
            "Stops a batch: no new calls; what is answered by then is kept and charged, the rest is released.",
            ["genops batch cancel batch_01K…"],
            [id],
            async (context, cancellationToken) =>
            {
                var batch = await new BatchesApi(context.Api).CancelAsync(context.Parsed.GetRequiredValue(id), cancellationToken);
                return context.Show(batch, static (screen, cancelled) => BatchScreen.Write(screen, new BatchState(cancelled)));
            });
    }

    private static Command List(CommandHost host)
    {
        var limit = LimitOption.Create(DefaultLimit, MaximumLimit, "batches");
        return host.Command(
            "list", "Lists batches, the newest first.", ["genops batch list"], [limit], async (context, cancellationToken) =>
            {
                var batches = await new BatchesApi(context.Api).ListAsync(context.Parsed.GetRequiredValue(limit), cancellationToken);
                var page = JsonSerializer.SerializeToElement(new { data = batches });
                return context.Show(page, (screen, _) => BatchScreen.WriteList(screen, batches.Select(static batch => new BatchState(batch))));
            });
    }
}
