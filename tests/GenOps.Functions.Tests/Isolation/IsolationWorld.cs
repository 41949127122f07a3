using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Isolation;

/// <summary>An app with a victim that has something of everything, and a stranger with a key of its own.</summary>
public sealed class IsolationWorld : IAsyncLifetime
{
    /// <summary>Part of every text that the victim gave.</summary>
    public const string Canary = "canary";

    private const string VictimName = "acme";

    public const string IdempotencyKey = "one-for-two";

    internal AppHost App { get; private set; } = null!;

    internal Ids Victim { get; private set; } = null!;

    internal string VictimKey { get; private set; } = null!;

    internal HttpClient OfVictim { get; private set; } = null!;

    internal HttpClient OfStranger { get; private set; } = null!;

    internal HttpClient OfAdministrator { get; private set; } = null!;

    internal string RevokedKey { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await AppHost.StartAsync(QuickAccounts.Use, null, "GenOps:Provider:MinimumThroughput=10000");
        OfAdministrator = App.Client(AppHost.AdminKey);
        await PutTenantAsync(VictimName);
        await PutTenantAsync("stranger");
        var (keyId, key) = await AddKeyAsync(VictimName);
        VictimKey = key;
        OfVictim = App.Client(key);
        OfStranger = App.Client((await AddKeyAsync("stranger")).Key);
        var (revokedId, revoked) = await AddKeyAsync("stranger");
        RevokedKey = revoked;
        using var gone = await OfAdministrator.DeleteAsync(new Uri($"genops/tenants/stranger/keys/{revokedId}", UriKind.Relative));
        gone.EnsureSuccessStatusCode();
        await FillAsync(keyId);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient[])[OfVictim, OfStranger, OfAdministrator])
        {
            client.Dispose();
        }

        await App.DisposeAsync();
    }

    private async Task FillAsync(string keyId)
    {
        var active = Text(await SendAsync("genops/sessions", """{"name":"the canary's","team":"search","customer":"canary"}"""), "id");
        var ended = Text(await SendAsync("genops/sessions", "{}"), "id");
        await SendAsync($"genops/sessions/{ended}/end", "{}");
        await SendAsync(InferenceCaller.ChatPath, Chat, ("x-genops-session-id", active), ("x-genops-team", "search"), ("x-genops-customer", "canary"), ("Idempotency-Key", IdempotencyKey));
        var file = Text(await FilesApp.UploadAsync(OfVictim, """{"custom_id":"canary-1","method":"POST","url":"/v1/chat/completions","body":BODY}""".Replace("BODY", Chat, StringComparison.Ordinal)), "id");
        var batch = Text(await SendAsync("v1/batches", $$"""{"input_file_id":"{{file}}","endpoint":"/v1/chat/completions"}"""), "id");
        var output = await OutputOfAsync(batch);
        var entry = (await Audit.ReadAsync(App.Stores, VictimName)).Entries[0].RowKey;
        Victim = new Ids
        {
            Tenant = VictimName, Key = keyId, ActiveSession = active, EndedSession = ended, File = file, OutputFile = output, Batch = batch,
            AwaitedFile = await ReserveAsync(), EntryCursor = entry,
        };
        using var adjusted = new HttpRequestMessage(HttpMethod.Post, $"genops/tenants/{VictimName}/adjustments")
        {
            Content = JsonContent.Create(new { amount_usd = "0.01", reason = "the canary's", date = GovernanceApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }),
        };
        adjusted.Headers.Add("Idempotency-Key", "a");
        using var answer = await OfAdministrator.SendAsync(adjusted);
        answer.EnsureSuccessStatusCode();
        await Audit.ReadAtRestAsync(App.Stores, VictimName, CancellationToken.None);
    }

    public static string Chat => """{"model":"openai/gpt-oss-20b","max_tokens":9,"messages":[{"role":"user","content":"Hello."}]}""";

    private async Task<string> OutputOfAsync(string batch)
    {
        JsonElement shown = default;
        await Waiting.UntilAsync(async () =>
        {
            shown = await FilesApp.GetAsync(OfVictim, $"v1/batches/{batch}");
            return Text(shown, "status") == "completed";
        });

        // Its session ends after it.
        var session = $"genops/sessions/{Text(shown.GetProperty("genops"), "session_id")}";
        await Waiting.UntilAsync(async () => Text(await GovernanceApp.GetAsync(OfVictim, session), "status") == "ended");
        return Text(shown, "output_file_id");
    }

    private async Task<string> ReserveAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/files")
        {
            Content = new FormUrlEncodedContent([new("purpose", "batch-api"), new("file_name", "canary.jsonl"), new("file_type", "jsonl")]),
        };
        request.Headers.Add("x-genops-dialect", "together");
        using var answer = await OfVictim.SendAsync(request);
        return answer.Headers.GetValues("X-Together-File-Id").Single();
    }

    private async Task<JsonElement> SendAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = FilesApp.Json(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await OfVictim.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task PutTenantAsync(string tenant)
    {
        using var answer = await OfAdministrator.PutAsJsonAsync($"genops/tenants/{tenant}", new
        {
            daily_limit_usd = "10.00",
            teams = new Dictionary<string, object> { ["search"] = new { daily_limit_usd = "5.00" } },
        });
        answer.EnsureSuccessStatusCode();
    }

    private async Task<(string Id, string Key)> AddKeyAsync(string tenant)
    {
        using var answer = await OfAdministrator.PostAsJsonAsync($"genops/tenants/{tenant}/keys", new { name = tenant });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (Text(made, "id"), Text(made, "key"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
