using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GenOps.Simulator;

namespace GenOps.Functions.Tests.Support;

/// <summary>A tenant that calls with one key. Its calls name the tenant as <c>user</c>, so that the provider's books can be told apart.</summary>
internal sealed class InferenceCaller(AppHost app, string tenant, string key)
{
    public const string Model = "openai/gpt-oss-20b";
    public const string ChatPath = "v1/chat/completions";

    /// <summary>Stands in every prompt, so that no error may contain it.</summary>
    public const string Canary = "canary-of-the-prompt";

    public string Tenant { get; } = tenant;

    public string Key { get; } = key;

    public HttpClient Client { get; } = app.Client(key);

    /// <summary>The body of a chat; members of <paramref name="more"/> win.</summary>
    public string Body(string marker = "", object? more = null)
    {
        var body = new JsonObject
        {
            ["model"] = Model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"{Canary} {marker}" }),
            ["max_tokens"] = 50,
            ["user"] = Tenant,
        };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }

    /// <summary>One chat; the marker tells the simulator what to do.</summary>
    public Task<Reply> ChatAsync(string marker = "", object? more = null, params (string Name, string Value)[] headers) =>
        PostAsync(ChatPath, Body(marker, more), headers);

    public async Task<Reply> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    /// <summary>What the provider bills of this tenant.</summary>
    public IReadOnlyList<BookEntry> Billed() => [.. app.Simulator.Books.ReadCalls().Where(entry => entry.User == Tenant)];

    /// <summary>What the provider saw of this tenant and does not bill.</summary>
    public IReadOnlyList<BookEntry> Unbilled() => [.. app.Simulator.Books.ReadUnbilled().Where(entry => entry.User == Tenant)];

    public Task<Audit> AuditAsync() => Audit.ReadAsync(app.Stores, Tenant);

    /// <summary>The books once nothing is held any more; fails when their sums differ.</summary>
    public async Task<Audit> AuditAtRestAsync()
    {
        var audit = await Audit.ReadAtRestAsync(app.Stores, Tenant, TestContext.Current.CancellationToken);
        audit.AssertSumsAgree();
        return audit;
    }

    /// <summary>Neither the ledger nor the provider knows of money spent.</summary>
    public async Task AssertNothingChargedAsync()
    {
        Assert.Equal(0, (await AuditAsync()).Entries.Sum(static entry => entry.CostNanoUsd));
        Assert.Empty(Billed());
    }

    /// <summary>Neither the ledger nor the provider knows of an attempt.</summary>
    public async Task AssertNothingTriedAsync()
    {
        Assert.Empty((await AuditAsync()).Entries);
        Assert.Empty(Billed());
        Assert.Empty(Unbilled());
    }
}
