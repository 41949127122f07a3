using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using GenOps.Core.Rates;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Overspend;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Rates;

/// <summary>Rates over two processes on one storage: together they never let more pass, and what is refused uses nothing up.</summary>
public sealed class TwoProcessRatesTests(OverspendFixture fixture) : IClassFixture<OverspendFixture>
{
    private const int Limit = 20;

    private static int _tenants;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static long Minute => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60;

    [Fact]
    public async Task Chat_RequestsPerMinute_PassTheLimitInSumAndRefusedCallsUseNothingUp()
    {
        var document = new TenantDocument { RequestsPerMinute = Limit, DailyLimitNanoUsd = 10_000_000, MaxTokensCap = 1_000_000 };
        HttpStatusCode[] dear = [];

        // The budget refuses these after they took their place in the minute.
        var tenant = await FillAMinuteAsync(document, RateKind.Requests, Limit, async key => dear = await AtOnceAsync(2 * Limit, key, maxTokens: 1_000_000));

        Assert.All(dear, static status => Assert.True(status is HttpStatusCode.PaymentRequired or HttpStatusCode.TooManyRequests));
        Assert.Contains(HttpStatusCode.PaymentRequired, dear);
        Assert.Equal(Limit, (await Audit.ReadAsync(fixture.Stores, tenant)).Entries.Count);
    }

    [Fact]
    public async Task Chat_TokensPerMinute_PassTheLimitInSum()
    {
        var bound = await BoundAsync((await CreateAsync(new() { TokensPerMinute = 1_000_000 })).Key);

        await FillAMinuteAsync(new() { TokensPerMinute = bound * Limit }, RateKind.Tokens, bound * Limit, static _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Chat_Concurrency_NeverMoreRunThanTheLimitAndAllPlacesComeBack()
    {
        const int Places = 4;
        var (_, key) = await CreateAsync(new() { MaxConcurrency = Places });
        fixture.Simulator.Books.Clear();

        for (var round = 0; round < 3; round++)
        {
            var answers = await AtOnceAsync(6 * Places, key, latencyMilliseconds: 300);

            Assert.InRange(Count(answers, HttpStatusCode.OK), 1, 6 * Places);
            Assert.All(answers, static status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        }

        Assert.InRange(fixture.Simulator.Books.MaximumOpenCalls, 1, Places);
        await Waiting.UntilAsync(async () => Count(await AtOnceAsync(Places, key, latencyMilliseconds: 300), HttpStatusCode.OK) == Places);
        Assert.InRange(fixture.Simulator.Books.MaximumOpenCalls, 1, Places);
    }

    private static int Count(IEnumerable<HttpStatusCode> answers, HttpStatusCode status) => answers.Count(answer => answer == status);

    /// <summary>Has both processes let calls through until a minute is full; begins again with a new tenant where the minute turned meanwhile.</summary>
    private async Task<string> FillAMinuteAsync(TenantDocument document, RateKind kind, long units, Func<string, Task> beginAsync)
    {
        while (true)
        {
            var (tenant, key) = await CreateAsync(document);
            var minute = Minute;
            await beginAsync(key);
            var passed = Count(await AtOnceAsync(4 * Limit, key), HttpStatusCode.OK);
            while (passed < Limit && Minute == minute)
            {
                // What one process took and does not use comes back within seconds.
                passed += Count(await AtOnceAsync(2, key), HttpStatusCode.OK);
            }

            var late = await AtOnceAsync(4, key);
            var leased = await LeasedAsync(tenant, minute, kind);
            Assert.InRange(leased, 0, units);
            if (Minute == minute)
            {
                Assert.Equal(units, leased);
                Assert.Equal(Limit, passed);
                Assert.All(late, static status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
                return tenant;
            }
        }
    }

    private async Task<(string Tenant, string Key)> CreateAsync(TenantDocument document)
    {
        var tenant = $"rated-{Interlocked.Increment(ref _tenants)}";
        return (tenant, await TenantSeed.CreateAsync(fixture.Stores, tenant, document));
    }

    private async Task<long> LeasedAsync(string tenant, long minute, RateKind kind) =>
        ((RateMinuteRow?)(await fixture.Stores.Accounts.GetAsync(tenant, RateMinuteRow.KeyOf(minute, kind), Token))?.Row)?.LeasedUnits ?? 0;

    private async Task<int> BoundAsync(string key)
    {
        using var answer = await SendAsync(fixture.Apps[0].Address, key, 20, 0);
        var left = answer.Headers.GetValues("RateLimit").Single().Split(';')[1]["r=".Length..];
        return 1_000_000 - int.Parse(left, System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<HttpStatusCode[]> AtOnceAsync(int calls, string key, int maxTokens = 20, int latencyMilliseconds = 0) =>
        Task.WhenAll(Enumerable.Range(0, calls).Select(async call =>
        {
            using var answer = await SendAsync(fixture.Apps[call % fixture.Apps.Count].Address, key, maxTokens, latencyMilliseconds);
            return answer.StatusCode;
        }));

    private static async Task<HttpResponseMessage> SendAsync(Uri app, string key, int maxTokens, int latencyMilliseconds)
    {
        using var client = new HttpClient { BaseAddress = app };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var content = $"Say something. [[sim:latency={latencyMilliseconds:000}]]";
        return await client.PostAsJsonAsync(
            InferenceCaller.ChatPath, new { model = InferenceCaller.Model, messages = new[] { new { role = "user", content } }, max_tokens = maxTokens }, Token);
    }
}
