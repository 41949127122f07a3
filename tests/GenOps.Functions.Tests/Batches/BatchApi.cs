using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;
using GenOps.Functions.Tests.Batches.Http;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches;

/// <summary>Batches as a tenant's client sees them, over HTTP alone.</summary>
internal sealed class BatchApi(HttpClient client)
{
    public const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    /// <summary>Makes an item cost what <see cref="KnownCostNanoUsd"/> says, which is less than it holds.</summary>
    public const string KnownUsage = "[[sim:prompt_tokens=60,completion_tokens=32]]";

    /// <summary>Makes an item cost all that it holds.</summary>
    public const string WholeBound = "[[sim:tokens=bound]]";

    private const int MaxTokens = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What an item with a known usage costs.</summary>
    public static long KnownCostNanoUsd { get; } =
        CallCost.NanoUsd(PriceCatalogue.BuiltIn.Find(Model, GovernanceApp.Today)!, new TokenUsage(60, MaxTokens));

    /// <summary>What an item with this text holds.</summary>
    public static long WorstOf(string text)
    {
        Assert.True(InferenceRequestReader.TryRead(InferenceEndpoint.ChatCompletions, Encoding.UTF8.GetBytes(Body(text)), out var parsed, out _));
        return WorstCase.Of(PriceCatalogue.BuiltIn.Find(Model, GovernanceApp.Today)!, parsed!.ToShape(0)).NanoUsd;
    }

    public static string Body(string text) =>
        $$"""{"model":"{{Model}}","max_tokens":{{MaxTokens}},"messages":[{"role":"user","content":"hello {{text}}"}]}""";

    public async Task<string> UploadAsync(int items, Func<int, string>? text = null)
    {
        var lines = Enumerable.Range(0, items).Select(item => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"custom_id":"item-{{item}}","method":"POST","url":"/v1/chat/completions","body":{{Body(text?.Invoke(item) ?? KnownUsage)}}}"""));
        return FilesApp.Text(await FilesApp.UploadAsync(client, string.Join('\n', lines)), "id");
    }

    /// <summary>Makes a batch; the settings are members of its <c>genops</c> object.</summary>
    public async Task<string> CreateAsync(string fileId, string settings = "", string? more = null) => FilesApp.Text(
        await BatchRequests.CreateAsync(client, BatchRequests.Body(fileId, $$"""{{(more is null ? "" : more + ", ")}}"genops": {{{settings}}}""")), "id");

    public Task<JsonElement> GetAsync(string path) => FilesApp.GetAsync(client, path);

    public Task<JsonElement> BatchAsync(string batchId) => GetAsync($"v1/batches/{batchId}");

    public Task<JsonElement> CancelAsync(string batchId) =>
        FilesApp.SendAsync(client, HttpMethod.Post, $"v1/batches/{batchId}/cancel", content: null, HttpStatusCode.OK);

    /// <summary>Looks again and again until a batch is as expected.</summary>
    public async Task<JsonElement> UntilAsync(string batchId, Func<JsonElement, bool> isExpected)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var batch = await BatchAsync(batchId);
            if (isExpected(batch))
            {
                return batch;
            }

            Assert.False(patience.IsCancellationRequested, batch.GetRawText());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    public Task<JsonElement> EndOfAsync(string batchId) => UntilAsync(batchId, IsOver);

    /// <summary>The batch as soon as it waits for another window and nothing of it runs.</summary>
    public Task<JsonElement> WaitingAsync(string batchId) => UntilAsync(batchId, IsWaitingAtRest);

    /// <summary>Whether nothing more happens to a batch.</summary>
    public static bool IsOver(JsonElement batch) => FilesApp.Text(batch, "status") is "completed" or "failed" or "expired" or "cancelled";

    /// <summary>Whether a batch waits for money.</summary>
    public static bool IsWaiting(JsonElement batch) => batch.GetProperty("genops").GetProperty("waiting_for").GetString() == "budget";

    /// <summary>Whether a batch waits for another window and nothing of it runs.</summary>
    public static bool IsWaitingAtRest(JsonElement batch) => IsWaiting(batch)
        && batch.GetProperty("genops").GetProperty("resumes_at").ValueKind is not JsonValueKind.Null
        && NanoUsd(batch.GetProperty("genops"), "held_usd") == 0;

    /// <summary>The lines of one of its files; none when there is no such file.</summary>
    public async Task<IReadOnlyList<JsonElement>> LinesAsync(JsonElement batch, string file)
    {
        if (batch.GetProperty(file).GetString() is not { } fileId)
        {
            return [];
        }

        var text = await client.GetStringAsync(new Uri($"v1/files/{fileId}/content", UriKind.Relative));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Every line of the input stands once in the output or the error file; the codes of the errors.</summary>
    public async Task<IReadOnlyList<string?>> ErrorCodesAsync(JsonElement batch, int items, int answered)
    {
        var (output, errors) = (await LinesAsync(batch, "output_file_id"), await LinesAsync(batch, "error_file_id"));
        Assert.Equal(
            Enumerable.Range(0, items).Select(item => $"item-{item}").Order(StringComparer.Ordinal),
            output.Concat(errors).Select(line => FilesApp.Text(line, "custom_id")).Order(StringComparer.Ordinal));
        Assert.Equal(answered, output.Count);
        return [.. errors.Select(line => line.GetProperty("error").GetProperty("code").GetString())];
    }

    /// <summary>A count of the batch's requests.</summary>
    public static int Count(JsonElement batch, string name) => batch.GetProperty("request_counts").GetProperty(name).GetInt32();

    /// <summary>An amount that the batch shows, nano-dollars.</summary>
    public static long NanoUsd(JsonElement json, string name) =>
        (long)(decimal.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * 1_000_000_000);
}
