using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Isolation;
using static GenOps.Functions.Tests.Pages.Description.Requests;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>Calls, files and batches.</summary>
internal static class CallSamples
{
    private const string Chat = "v1/chat/completions";

    private static readonly (string, string) Together = ("x-genops-dialect", "together");

    public static Dictionary<string, Sample[]> All { get; } = new()
    {
        ["chatCompletion"] =
        [
            Post(200, Chat, IsolationWorld.Chat),
            Post(200, Chat, IsolationWorld.Chat, ("x-genops-diagnostics", "true"), ("x-genops-team", "search"), ("Idempotency-Key", "described")),
            Post(200, Chat, IsolationWorld.Chat, ("x-genops-diagnostics", "true"), ("x-genops-team", "search"), ("Idempotency-Key", "described")),
            Post(200, Chat, IsolationWorld.Chat[..^1] + ""","stream":true}"""),
            Post(200, _ => Chat, ids => IsolationWorld.Chat[..^1] + $$""","metadata":{"session_id":"{{ids.ActiveSession}}"} }"""),
            Post(400, Chat, """{"model":"openai/gpt-oss-20b"}"""),
            Post(400, Chat, """{"model":"no/such-model","messages":[{"role":"user","content":"Hello."}]}"""),
            Post(402, Chat, """{"model":"openai/gpt-oss-20b","max_tokens":8000,"messages":[{"role":"user","content":"Hello."}]}""", ("x-genops-team", "poor")),
            Post(403, Chat, """{"model":"openai/gpt-oss-20b","max_tokens":9000,"messages":[{"role":"user","content":"Hello."}]}"""),
            Post(404, Chat, IsolationWorld.Chat, ("x-genops-session-id", Ids.OfNobody.ActiveSession)),
            Post(409, _ => Chat, ids => IsolationWorld.Chat[..^1] + $$""","metadata":{"session_id":"{{ids.EndedSession}}"} }"""),
            Post(422, Chat, IsolationWorld.Chat.Replace("Hello", "Other", StringComparison.Ordinal), ("Idempotency-Key", "described")),
            After(429, LimitedAsync),
            Post(413, _ => Chat, static _ => IsolationWorld.Chat.Replace("Hello.", new string('a', 10 * 1024 * 1024), StringComparison.Ordinal)),
            Post(502, Chat, IsolationWorld.Chat.Replace("Hello.", "[[sim:fault=500]]", StringComparison.Ordinal)),
        ],
        ["completion"] =
        [
            Post(200, "v1/completions", """{"model":"openai/gpt-oss-20b","prompt":"Hello.","max_tokens":9}"""),
            Post(400, "v1/completions", """{"model":"openai/gpt-oss-20b","prompt":"Hello.","max_tokens":0}"""),
        ],
        ["embedding"] =
        [
            Post(200, "v1/embeddings", """{"model":"intfloat/multilingual-e5-large-instruct","input":"Hello."}"""),
            Post(400, "v1/embeddings", """{"model":"intfloat/multilingual-e5-large-instruct"}"""),
        ],
        ["listModels"] = [Get(200, "v1/models"), Get(200, "v1/models", Together), Get(401, "v1/models", ("x-api-key", "nonsense"))],
        ["getModel"] = [Get(200, "v1/models/openai/gpt-oss-20b"), Get(200, "v1/models/openai/gpt-oss-20b", Together), Get(404, "v1/models/none")],
        ["uploadFile"] =
        [
            After(200, _ => Task.FromResult(new HttpRequestMessage(HttpMethod.Post, "v1/files") { Content = FilesApp.Form("{}") })),
            After(302, _ => Task.FromResult(new HttpRequestMessage(HttpMethod.Post, "v1/files")
            {
                Content = new FormUrlEncodedContent([new("purpose", "batch-api"), new("file_name", "a.jsonl"), new("file_type", "jsonl")]),
            })),
            After(400, _ => Task.FromResult(new HttpRequestMessage(HttpMethod.Post, "v1/files") { Content = FilesApp.Form("{}", "fine-tune") })),
        ],
        ["uploadFileContent"] =
        [
            After(200, async world =>
            {
                using var asked = await world.OfVictim.PostAsync(
                    new Uri("v1/files", UriKind.Relative), new FormUrlEncodedContent([new("purpose", "batch-api"), new("file_name", "b.jsonl")]), TestContext.Current.CancellationToken);
                return new HttpRequestMessage(HttpMethod.Put, asked.Headers.Location) { Content = new ByteArrayContent("{}"u8.ToArray()) };
            }),
            Put(404, static ids => $"v1/files/{ids.AwaitedFile}/upload?token=nonsense", "{}"),
        ],
        ["listFiles"] = [Get(200, "v1/files"), Get(200, "v1/files?limit=1", Together), Get(400, "v1/files?order=up")],
        ["getFile"] = [Get(200, static ids => $"v1/files/{ids.File}"), Get(200, static ids => $"v1/files/{ids.File}", Together), Get(404, "v1/files/none")],
        ["getFileContent"] = [Get(200, static ids => $"v1/files/{ids.OutputFile}/content"), Get(404, "v1/files/none/content")],
        ["deleteFile"] =
        [
            After(200, async static world => Message(HttpMethod.Delete, $"v1/files/{FilesApp.Text(await FilesApp.UploadAsync(world.OfVictim, "{}"), "id")}")),
            Delete(404, static _ => "v1/files/none"),
        ],
        ["createBatch"] =
        [
            Post(200, static _ => "v1/batches", static ids => $$"""{"input_file_id":"{{ids.File}}","endpoint":"/v1/chat/completions","genops":{"chunk_size":1,"on_budget":"fail","max_cost_usd":"1"} }"""),
            Post(200, static _ => "v1/batches", OneBatch, ("Idempotency-Key", "described")),
            Post(200, static _ => "v1/batches", OneBatch, ("Idempotency-Key", "described")),
            Post(200, static _ => "v1/batches", static ids => $$"""{"input_file_id":"{{ids.File}}","endpoint":"/v1/chat/completions","metadata":{"team":"search"} }""", Together),
            Post(400, static _ => "v1/batches", static ids => $$"""{"input_file_id":"{{ids.File}}","endpoint":"/v1/images"}"""),
            Post(404, "v1/batches", """{"input_file_id":"none","endpoint":"/v1/chat/completions"}"""),
        ],
        ["listBatches"] = [Get(200, "v1/batches"), Get(200, "v1/batches", Together), Get(400, "v1/batches?limit=0")],
        ["getBatch"] =
        [
            Get(200, static ids => $"v1/batches/{ids.Batch}"),
            Get(200, static ids => $"v1/batches/{ids.Batch}", Together),
            After(200, FailedBatchAsync),
            Get(404, "v1/batches/none"),
        ],
        ["cancelBatch"] = [Post(200, static ids => $"v1/batches/{ids.Batch}/cancel", static _ => ""), Post(404, "v1/batches/none/cancel", "")],
    };

    private static string OneBatch(Ids ids) => $$"""{"input_file_id":"{{ids.File}}","endpoint":"/v1/chat/completions"}""";

    // The second call of a tenant that may make one a minute, early in one.
    private static async Task<HttpRequestMessage> LimitedAsync(IsolationWorld world)
    {
        await Support.Waiting.UntilAsync(static () => TimeProvider.System.GetUtcNow().Second < 40);
        await AskAsync(world.OfAdministrator, HttpMethod.Put, "genops/tenants/limited", """{"requests_per_minute":1}""");
        var key = FilesApp.Text(await AskAsync(world.OfAdministrator, HttpMethod.Post, "genops/tenants/limited/keys"), "key");
        using var client = world.App.Client(key);
        await AskAsync(client, HttpMethod.Post, Chat, IsolationWorld.Chat);
        var again = Message(HttpMethod.Post, Chat, IsolationWorld.Chat);
        again.Headers.Add("x-api-key", key);
        return again;
    }

    // One whose errors are shown.
    private static async Task<HttpRequestMessage> FailedBatchAsync(IsolationWorld world)
    {
        var file = FilesApp.Text(await FilesApp.UploadAsync(world.OfVictim, "no json"), "id");
        var id = FilesApp.Text(await AskAsync(world.OfVictim, HttpMethod.Post, "v1/batches", $$"""{"input_file_id":"{{file}}","endpoint":"/v1/chat/completions"}"""), "id");
        await Support.Waiting.UntilAsync(async () => FilesApp.Text(await AskAsync(world.OfVictim, HttpMethod.Get, $"v1/batches/{id}"), "status") == "failed");
        return Message(HttpMethod.Get, $"v1/batches/{id}");
    }
}
