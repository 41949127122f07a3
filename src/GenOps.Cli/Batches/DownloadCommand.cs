using System.CommandLine;

namespace GenOps.Cli.Batches;

/// <summary>The command line of <c>batch download</c>.</summary>
internal static class DownloadCommand
{
    public static Command Create(CommandHost host)
    {
        var id = BatchCommand.Id();
        var output = new Option<string?>("--out") { Description = "File for the answers. [default: ID.output.jsonl]", HelpName = "FILE" };
        var errors = new Option<string?>("--errors")
        {
            Description = "File for the items that failed. [default: ID.errors.jsonl]", HelpName = "FILE",
        };
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        return host.Command(
            "download",
            "Downloads a batch's answers and errors, JSON lines in the order of the input.",
            ["genops batch download batch_01K…", "genops batch download batch_01K… --out answers.jsonl --force"],
            [id, output, errors, force],
            (context, cancellationToken) =>
            {
                var batch = context.Parsed.GetRequiredValue(id);
                return RunAsync(
                    context,
                    batch,
                    context.Parsed.GetValue(output) ?? $"{batch}.output.jsonl",
                    context.Parsed.GetValue(errors) ?? $"{batch}.errors.jsonl",
                    context.Parsed.GetValue(force),
                    cancellationToken);
            });
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string id, string output, string errors, bool force, CancellationToken cancellationToken)
    {
        var api = new BatchesApi(context.Api);
        var batch = new BatchState(await api.GetAsync(id, cancellationToken));
        if (batch is { OutputFileId: null, ErrorFileId: null })
        {
            throw new CommandFault(
                batch.IsOver ? $"The batch is {batch.Status} and has no results." : $"The batch is {batch.Status}; its results come when it is over.");
        }

        // Both first: what is fetched in vain costs time, and half of it would be left.
        (string? FileId, string Path)[] wanted = [(batch.OutputFileId, output), (batch.ErrorFileId, errors)];
        foreach (var (_, path) in wanted.Where(static file => file.FileId is not null))
        {
            NewFile.RequireAbsent(path, force, ", or give --force");
        }

        foreach (var (fileId, path) in wanted)
        {
            if (fileId is not null)
            {
                await NewFile.WriteAsync(path, force, stream => api.DownloadAsync(fileId, stream, cancellationToken));
                context.Note($"Written: {path} ({Screens.Sheet.Count(new FileInfo(path).Length)} bytes)");
            }
        }

        if (context.IsJson)
        {
            context.WriteJson(new
            {
                id, output = batch.OutputFileId is null ? null : output, errors = batch.ErrorFileId is null ? null : errors,
            });
        }

        return ExitCode.Done;
    }
}
