using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Files;

/// <summary>One app for the tests of files and batches; each test has a tenant of its own.</summary>
public sealed class FilesApp : IAsyncLifetime
{
    private int _tenants;

    internal AppHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await AppHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A new tenant and a client with its key; Together's when asked for.</summary>
    internal async Task<(string Tenant, HttpClient Client)> TenantAsync(bool isTogether = false, TenantDocument? document = null)
    {
        var tenant = "files-" + Interlocked.Increment(ref _tenants).ToString(CultureInfo.InvariantCulture);
        var client = Host.Client(await TenantSeed.CreateAsync(Host.Stores, tenant, document ?? new TenantDocument()));
        if (isTogether)
        {
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Together/JS 0.30.0");
        }

        return (tenant, client);
    }

    internal async Task InsertAsync(string tenant, params Row[] rows) =>
        Assert.True((await Host.Stores.Accounts.CommitAsync(tenant, [.. rows.Select(RowChange.Insert)], CancellationToken.None)).IsCommitted);

    /// <summary>The form of OpenAI's client: the file first.</summary>
    internal static MultipartFormDataContent Form(string content, string? purpose = "batch", string name = "lines.jsonl")
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name } };
        if (purpose is not null)
        {
            form.Add(new StringContent(purpose), "purpose");
        }

        return form;
    }

    internal static async Task<JsonElement> UploadAsync(HttpClient client, string content, string purpose = "batch")
    {
        using var form = Form(content, purpose);
        return await SendAsync(client, HttpMethod.Post, "v1/files", form);
    }

    internal static Task<JsonElement> GetAsync(HttpClient client, string path, HttpStatusCode status = HttpStatusCode.OK) =>
        SendAsync(client, HttpMethod.Get, path, content: null, status);

    /// <summary>The answer's JSON; fails on another status.</summary>
    internal static async Task<JsonElement> SendAsync(
        HttpClient client, HttpMethod method, string path, HttpContent? content, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = content };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.True(response.Headers.Contains("x-genops-request-id"));
        return JsonDocument.Parse(text).RootElement;
    }

    internal static StringContent Json(string text) => new(text, MediaTypeHeaderValue.Parse("application/json"));

    /// <summary>Checks OpenAI's envelope.</summary>
    internal static void AssertError(JsonElement json, string code, string? param = null)
    {
        var error = json.GetProperty("error");
        Assert.Equal((code, param), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.NotEmpty(error.GetProperty("request_id").GetString()!);
    }

    internal static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    internal static IEnumerable<string> Ids(JsonElement array) => array.EnumerateArray().Select(static item => Text(item, "id"));
}
