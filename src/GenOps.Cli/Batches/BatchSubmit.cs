using System.Text.Json;
using GenOps.Cli.Api;

namespace GenOps.Cli.Batches;

/// <summary>Uploads a file, makes a batch of it and waits until the app has checked it.</summary>
internal static class BatchSubmit
{
    private const string DefaultEndpoint = "/v1/chat/completions";

    private static readonly TimeSpan CheckDistance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(2);

    public static async Task<ExitCode> RunAsync(
        CommandContext context, BatchOrder order, bool isWatched, TimeSpan interval, CancellationToken cancellationToken)
    {
        var api = new BatchesApi(context.Api);
        var made = new BatchState(await MakeAsync(context, api, order, cancellationToken));
        context.Note($"Batch {made.Id} is made; its file is checked.");
        var batch = await CheckedAsync(context, api, made, cancellationToken);
        if (batch.Status == "failed")
        {
            context.Terminal.Error.WriteLine($"error: {order.File} is refused; nothing was spent. Mend these lines and submit it again:");
            foreach (var fault in batch.Faults)
            {
                context.Terminal.Error.WriteLine(fault);
            }

            return context.IsJson ? Json(context, batch, ExitCode.Failed) : ExitCode.Failed;
        }

        if (isWatched)
        {
            return await BatchWatch.RunAsync(context, batch.Id, interval, cancellationToken);
        }

        context.Show(batch.Json, (screen, _) => BatchScreen.Write(screen, batch));
        context.Note($"Watch it with: genops batch watch {batch.Id}");
        return ExitCode.Done;
    }

    private static ExitCode Json(CommandContext context, BatchState batch, ExitCode exitCode)
    {
        context.WriteJson(batch.Json);
        return exitCode;
    }

    private static async Task<JsonElement> MakeAsync(
        CommandContext context, BatchesApi api, BatchOrder order, CancellationToken cancellationToken)
    {
        string fileId;
        string endpoint;
        try
        {
            endpoint = order.Endpoint ?? await FirstUrlAsync(order.File, cancellationToken) ?? DefaultEndpoint;
            await using var content = new FileStream(order.File, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
            context.Note($"Uploading {order.File} ({Screens.Sheet.Count(content.Length)} bytes).");
            var file = await api.UploadAsync(content, Path.GetFileName(order.File), cancellationToken);
            fileId = file.Text("id")!;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"{order.File} can't be read: {exception.Message}", exception);
        }

        return await api.CreateAsync(order.Body(fileId, endpoint), cancellationToken);
    }

    /// <summary>Large files take some seconds to check.</summary>
    private static async Task<BatchState> CheckedAsync(CommandContext context, BatchesApi api, BatchState batch, CancellationToken cancellationToken)
    {
        var started = context.Terminal.Time.GetTimestamp();
        while (batch.IsValidating && context.Terminal.Time.GetElapsedTime(started) < CheckLimit)
        {
            await Task.Delay(CheckDistance, context.Terminal.Time, cancellationToken);
            batch = new BatchState(await api.GetAsync(batch.Id, cancellationToken));
        }

        return batch;
    }

    /// <summary>What the first line says it is for; a line that can't be read is for the app to refuse, by its number.</summary>
    private static async Task<string?> FirstUrlAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            try
            {
                return JsonElement.Parse(line).Text("url");
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return null;
    }
}
