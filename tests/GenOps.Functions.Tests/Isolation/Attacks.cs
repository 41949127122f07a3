using System.Globalization;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Isolation;

/// <summary>The way in which each route of the app is attacked. A route that is not here fails the suite.</summary>
internal static class Attacks
{
    private static readonly string Today = GovernanceApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static IReadOnlyDictionary<string, Attack> All { get; } = new Dictionary<string, Attack>(StringComparer.Ordinal)
    {
        ["POST v1/chat/completions"] = Tenant(ids => InSessions("v1/chat/completions", IsolationWorld.Chat, ids)),
        ["POST v1/completions"] = Tenant(ids => InSessions("v1/completions", """{"model":"openai/gpt-oss-20b","prompt":"Hello."}""", ids)),
        ["POST v1/embeddings"] = Tenant(ids => InSessions("v1/embeddings", """{"model":"intfloat/multilingual-e5-large-instruct","input":"Hello."}""", ids)),
        ["GET v1/models"] = Tenant(static _ => [Get("v1/models")]),
        ["GET v1/models/{*model}"] = Tenant(static ids => [Get($"v1/models/{ids.Tenant}/{ids.File}")]),
        ["POST v1/files"] = Tenant(static ids => [new(HttpMethod.Post, "v1/files") { Content = FilesApp.Form("{}", name: "of the stranger") }]),
        ["PUT v1/files/{id}/upload"] = Public(static ids =>
        [
            Put($"v1/files/{ids.AwaitedFile}/upload?token={ids.Tenant}.{new string('A', 43)}", "{}"),
            Put($"v1/files/{ids.AwaitedFile}/upload", "{}"),
            Put($"v1/files/{ids.File}/upload?token={ids.Tenant}.", "{}"),
        ]),
        ["GET v1/files"] = Tenant(static ids => [Get("v1/files"), Get($"v1/files?after={ids.File}"), Get("v1/files?order=asc&purpose=batch")]),
        ["GET v1/files/{id}"] = Tenant(static ids => [Get($"v1/files/{ids.File}"), Get($"v1/files/{ids.OutputFile}"), Get($"v1/files/{ids.AwaitedFile}")]),
        ["GET v1/files/{id}/content"] = Tenant(static ids => [Get($"v1/files/{ids.File}/content"), Get($"v1/files/{ids.OutputFile}/content")]),
        ["DELETE v1/files/{id}"] = Tenant(static ids => [Delete($"v1/files/{ids.File}"), Delete($"v1/files/{ids.OutputFile}"), Delete($"v1/files/{ids.AwaitedFile}")]),
        ["POST v1/batches"] = Tenant(static ids =>
        [
            Post("v1/batches", $$"""{"input_file_id":"{{ids.File}}","endpoint":"/v1/chat/completions"}"""),
            Post("v1/batches", $$"""{"input_file_id":"{{ids.File}}","endpoint":"/v1/chat/completions","metadata":{"session_id":"{{ids.ActiveSession}}"} }"""),
        ]),
        ["GET v1/batches"] = Tenant(static ids => [Get("v1/batches"), Get($"v1/batches?after={ids.Batch}")]),
        ["GET v1/batches/{id}"] = Tenant(static ids => [Get($"v1/batches/{ids.Batch}")]),
        ["POST v1/batches/{id}/cancel"] = Tenant(static ids => [Post($"v1/batches/{ids.Batch}/cancel", "")]),
        ["POST genops/sessions"] = Tenant(static _ => [Post("genops/sessions", """{"name":"of the stranger","team":"search"}""")]),
        ["GET genops/sessions"] = Tenant(static ids =>
            [Get("genops/sessions"), Get($"genops/sessions?cursor={ids.ActiveSession}"), Get("genops/sessions?status=ended")]),
        ["GET genops/sessions/{id}"] = Tenant(static ids => [Get($"genops/sessions/{ids.ActiveSession}"), Get($"genops/sessions/{ids.EndedSession}")]),
        ["POST genops/sessions/{id}/end"] = Tenant(static ids =>
            [Post($"genops/sessions/{ids.ActiveSession}/end", "{}"), Post($"genops/sessions/{ids.EndedSession}/end", "{}")]),
        ["GET genops/summary"] = Tenant(static _ => [Get("genops/summary")]),
        ["GET genops/usage"] = Tenant(static _ =>
        [
            Get("genops/usage?group_by=team,project,model,customer,cost_center,environment,feature,day"),
            Get("genops/usage?format=csv&group_by=team"),
            Get("genops/usage?format=focus"),
        ]),
        ["GET genops/ledger/{date}"] = Tenant(static ids => [Get($"genops/ledger/{Today}"), Get($"genops/ledger/{Today}?cursor={Uri.EscapeDataString(ids.EntryCursor)}")]),
        ["GET genops/budget"] = Tenant(static _ => [Get("genops/budget")]),
        ["POST genops/estimate"] = Tenant(static _ => [Post("genops/estimate", """{"model":"openai/gpt-oss-20b","input_tokens":10,"max_tokens":10}""")]),
        ["GET genops/models"] = Tenant(static _ => [Get("genops/models")]),
        ["GET genops/models/compare"] = Tenant(static _ => [Get("genops/models/compare?models=openai/gpt-oss-20b&input_tokens=1&output_tokens=1")]),
        ["POST genops/recommend"] = Tenant(static _ => [Post("genops/recommend", """{"use_case":"cost_sensitive"}""")]),
        ["POST genops/analysis"] = Tenant(static _ =>
            [Post("genops/analysis", """{"model":"openai/gpt-oss-20b","operations_per_day":1,"input_tokens":1,"output_tokens":1}""")]),
        ["PUT genops/tenants/{tenant}"] = Admin(static ids => [Put($"genops/tenants/{ids.Tenant}", """{"daily_limit_usd":"0"}""")]),
        ["GET genops/tenants/{tenant}"] = Admin(static ids => [Get($"genops/tenants/{ids.Tenant}")]),
        ["DELETE genops/tenants/{tenant}"] = Admin(static ids => [Delete($"genops/tenants/{ids.Tenant}")]),
        ["GET genops/tenants"] = Admin(static _ => [Get("genops/tenants")]),
        ["POST genops/tenants/{tenant}/keys"] = Admin(static ids => [Post($"genops/tenants/{ids.Tenant}/keys", "{}")]),
        ["GET genops/tenants/{tenant}/keys"] = Admin(static ids => [Get($"genops/tenants/{ids.Tenant}/keys")]),
        ["GET genops/tenants/{tenant}/keys/{id}"] = Admin(static ids => [Get($"genops/tenants/{ids.Tenant}/keys/{ids.Key}")]),
        ["DELETE genops/tenants/{tenant}/keys/{id}"] = Admin(static ids => [Delete($"genops/tenants/{ids.Tenant}/keys/{ids.Key}")]),
        ["GET genops/tenants/{tenant}/summary"] = Admin(static ids => [Get($"genops/tenants/{ids.Tenant}/summary")]),
        ["GET genops/tenants/{tenant}/usage"] = Admin(static ids => [Get($"genops/tenants/{ids.Tenant}/usage")]),
        ["GET genops/tenants/{tenant}/ledger/{date}"] = Admin(static ids => [Get($"genops/tenants/{ids.Tenant}/ledger/{Today}")]),
        ["POST genops/tenants/{tenant}/adjustments"] = Admin(static ids =>
            [Post($"genops/tenants/{ids.Tenant}/adjustments", $$"""{"amount_usd":"-1","reason":"greed","date":"{{Today}}"}""", ("Idempotency-Key", "greed"))]),
        ["POST genops/tenants/{tenant}/webhook-secret"] = Admin(static ids => [Post($"genops/tenants/{ids.Tenant}/webhook-secret", "")]),
        ["GET genops/prices"] = Admin(static _ => [Get("genops/prices")]),
        ["PUT genops/prices"] = Admin(static _ =>
            [Put("genops/prices", """{"model":"openai/gpt-oss-20b","input_usd_per_million":"0","output_usd_per_million":"0"}""")]),
        ["GET genops/audit"] = Admin(static _ => [Get("genops/audit")]),
        ["GET genops/diagnostics"] = Admin(static _ => [Get("genops/diagnostics?collect=true")]),
        ["GET healthz"] = Public(static _ => [Get("healthz")]),
        ["GET readyz"] = Public(static _ => [Get("readyz")]),
        ["GET openapi.json"] = Public(static _ => [Get("openapi.json")]),
        ["GET dashboard"] = Public(static _ => [Get("dashboard")]),
        ["GET reference"] = Public(static _ => [Get("reference")]),
        ["GET assets/{*file}"] = Public(static ids => [Get("assets/dashboard/main.js"), Get($"assets/{ids.Tenant}/{ids.File}"), Get("assets/../openapi/common.json")]),
        ["GET {*path}"] = Anything("GET"),
        ["POST {*path}"] = Anything("POST"),
        ["PUT {*path}"] = Anything("PUT"),
        ["PATCH {*path}"] = Anything("PATCH"),
        ["DELETE {*path}"] = Anything("DELETE"),
        ["HEAD {*path}"] = Anything("HEAD"),
        ["OPTIONS {*path}"] = Anything("OPTIONS"),
    };

    private static Attack Tenant(Func<Ids, IEnumerable<HttpRequestMessage>> requests) => new(Access.Tenant, requests);

    private static Attack Admin(Func<Ids, IEnumerable<HttpRequestMessage>> requests) => new(Access.Administrator, requests);

    private static Attack Public(Func<Ids, IEnumerable<HttpRequestMessage>> requests) => new(Access.Everybody, requests);

    // Methods that a path does not take, and paths that nobody serves.
    private static Attack Anything(string method) => Public(ids =>
    [
        new(new HttpMethod(method), $"genops/tenants/{ids.Tenant}/sessions/{ids.ActiveSession}"),
        new(new HttpMethod(method), $"v1/files/{ids.Tenant}/{ids.File}/content"),
    ]);

    private static IEnumerable<HttpRequestMessage> InSessions(string path, string body, Ids ids) =>
    [
        Post(path, body, ("x-genops-session-id", ids.ActiveSession)),
        Post(path, body, ("x-genops-session-id", ids.EndedSession)),
        Post(path, body[..^1] + $$""","metadata":{"session_id":"{{ids.ActiveSession}}"} }"""),
    ];

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Delete(string path) => new(HttpMethod.Delete, path);

    private static HttpRequestMessage Put(string path, string body) => new(HttpMethod.Put, path) { Content = FilesApp.Json(body) };

    private static HttpRequestMessage Post(string path, string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = FilesApp.Json(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }
}
