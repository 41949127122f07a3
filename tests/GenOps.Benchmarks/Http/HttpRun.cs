using System.Diagnostics;
using System.Net.Http.Headers;
using GenOps.Application.Storage;
using GenOps.Benchmarks.Load;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.EmbeddedHost.Hosting;
using GenOps.Functions.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.Benchmarks.Http;

/// <summary>The app and a bare pass-through before the same provider, taking turns.</summary>
internal static class HttpRun
{
    private const int Connections = 16;
    private const int Rounds = 4;
    private const string Tenant = "acme";
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(5);

    private static readonly byte[] RequestBody =
        """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Say hello to everybody here."}],"max_tokens":64}"""u8.ToArray();

    private static readonly byte[] AnswerBody =
        """{"id":"x","object":"chat.completion","created":1,"model":"openai/gpt-oss-20b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, how are you?"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}"""u8.ToArray();

    public static async Task RunAsync()
    {
        await using var provider = await BareServer.StartAsync(AnswerAsync);
        using var upstream = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { BaseAddress = new Uri(provider.Urls.Single()) };
        await using var passThrough = await BareServer.StartAsync(http => PassAsync(http, upstream));
        using var app = await StartAppAsync(provider.Urls.Single());
        var key = await CreateTenantAsync(app.Services.GetRequiredService<IRowStores>());
        var appAddress = app.Services.GetRequiredService<EmbeddedHostAddresses>().All[0];
        var bareAddress = new Uri(passThrough.Urls.Single());
        await LoadAsync(bareAddress, key, RoundTime);
        await LoadAsync(appAddress, key, 2 * RoundTime);
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var bare = await LoadAsync(bareAddress, key, RoundTime);
            var governed = await LoadAsync(appAddress, key, RoundTime);
            ratios.Add(governed.Rate / bare.Rate);
            Console.WriteLine($"bare {bare}   governed {governed}   ratio {ratios[^1]:0.00}, added p50 {governed.P50 - bare.P50:N0} us, p99 {governed.P99 - bare.P99:N0} us");
        }

        ratios.Sort();
        Console.WriteLine($"governed / bare over {Rounds} pairs: {(ratios[(Rounds - 1) / 2] + ratios[Rounds / 2]) / 2:0.00} in the middle ({ratios[0]:0.00} to {ratios[^1]:0.00}) at {Connections} connections");
        await app.StopAsync();
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = AnswerBody.Length;
        return http.Response.Body.WriteAsync(AnswerBody).AsTask();
    }

    private static async Task PassAsync(HttpContext http, HttpClient upstream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, http.Request.Path);
        request.Content = new StreamContent(http.Request.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(http.Request.ContentType!);
        using var response = await upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static async Task<IHost> StartAppAsync(string provider)
    {
        var builder = App.CreateBuilder([
            "--GENOPS_STORAGE=memory", "--ASPNETCORE_URLS=http://127.0.0.1:0", $"--TOGETHER_BASE_URL={provider}", "--TOGETHER_API_KEY=none"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    private static async Task<string> CreateTenantAsync(IRowStores stores)
    {
        var id = new string('k', ApiKey.IdCharacters);
        var secret = new string('s', ApiKey.SecretCharacters);
        var hash = new byte[ApiKey.HashBytes];
        ApiKey.HashOf(secret, hash);
        var now = TimeProvider.System.GetUtcNow();
        await stores.Directory.CommitAsync(TenantIndexRow.Partition, [RowChange.Insert(new TenantIndexRow(Tenant, now, Deleted: false))], default);
        await stores.Directory.CommitAsync(ApiKeyRow.PartitionOf(id), [RowChange.Insert(
            new ApiKeyRow { KeyId = id, Tenant = Tenant, SecretHash = hash, CreatedAt = now })], default);
        await stores.Accounts.CommitAsync(Tenant, [
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { DailyLimitNanoUsd = 1_000_000_000_000_000 } }),
        ], default);
        return ApiKey.Format(id, secret);
    }

    private static async Task<LoadResult> LoadAsync(Uri address, string key, TimeSpan duration)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = address };
        var clock = Stopwatch.StartNew();
        var workers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => WorkAsync(client, key, clock, duration))));
        return new LoadResult(
            workers.Sum(static worker => worker.Count) / clock.Elapsed.TotalSeconds,
            Latencies.Percentile(workers, 0.5),
            Latencies.Percentile(workers, 0.99));
    }

    private static async Task<Latencies> WorkAsync(HttpClient client, string key, Stopwatch clock, TimeSpan duration)
    {
        var latencies = new Latencies();
        while (clock.Elapsed < duration)
        {
            var startedAt = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Content = new ByteArrayContent(RequestBody);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await client.SendAsync(request);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
            latencies.Add(Stopwatch.GetTimestamp() - startedAt);
        }

        return latencies;
    }

    private sealed record LoadResult(double Rate, double P50, double P99)
    {
        public override string ToString() => $"{Rate:N0}/s p50 {P50:N0} us p99 {P99:N0} us";
    }
}
