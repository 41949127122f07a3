using System.Net;
using System.Net.Http.Headers;
using GenOps.Core.Accounts;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Batches;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Overspend;

/// <summary>Two batches and chat from two processes compete for one budget: it is spent whole, to the last nano-dollar, and never more.</summary>
public sealed class BatchOverspendTests(OverspendFixture fixture) : IClassFixture<OverspendFixture>
{
    private const string Tenant = "batches-and-chat";
    private const int BatchItems = 40;
    private const int Callers = 20;

    // Less than both batches alone want.
    private const int Room = 60;

    private static readonly long Cost = BatchApi.WorstOf(BatchApi.WholeBound);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BatchesAndChat_RoomForExactlyN_ExactlyNPassAndTheLimitIsSpentWhole()
    {
        var key = await TenantSeed.CreateAsync(fixture.Stores, Tenant, new TenantDocument { DailyLimitNanoUsd = Room * Cost });
        using var first = Client(0, key);
        using var second = Client(1, key);
        var apis = new[] { new BatchApi(first), new BatchApi(second) };
        var fileId = await apis[0].UploadAsync(BatchItems, static _ => BatchApi.WholeBound);
        using var stop = new CancellationTokenSource();
        var watch = WatchAsync(stop.Token);

        var ids = await Task.WhenAll(apis.Select(api => api.CreateAsync(fileId, "\"chunk_size\": 7, \"max_concurrency\": 20")));
        var chat = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => ChatAsync(caller % 2 == 0 ? first : second)));
        await Task.WhenAll(ids.Select(apis[0].WaitingAsync));
        var window = await AtRestAsync();

        Assert.Equal((Room * Cost, 0L), (window.SpentNanoUsd, window.HeldNanoUsd));
        await Task.WhenAll(ids.Select(apis[0].CancelAsync));
        var answered = 0;
        foreach (var id in ids)
        {
            var done = await apis[0].EndOfAsync(id);
            var completed = BatchApi.Count(done, "completed");
            Assert.All(await apis[0].ErrorCodesAsync(done, BatchItems, completed), static code => Assert.Equal("batch_cancelled", code));
            answered += completed;
        }

        Assert.Equal(Room, answered + chat.Count(static passed => passed));
        Assert.Equal(Room, fixture.Simulator.Books.CallCount);
        await stop.CancelAsync();
        Assert.Equal(Room * Cost, await watch);
        (await Audit.ReadAtRestAsync(fixture.Stores, Tenant, Token)).AssertSumsAgree();
    }

    private HttpClient Client(int process, string key)
    {
        var client = new HttpClient { BaseAddress = fixture.Apps[process].Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    // Asks again while money is held by others, until it is answered or the budget is gone.
    private static async Task<bool> ChatAsync(HttpClient client)
    {
        while (true)
        {
            using var response = await client.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), FilesApp.Json(BatchApi.Body(BatchApi.WholeBound)), Token);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PaymentRequired)
            {
                return response.StatusCode is HttpStatusCode.OK;
            }

            Assert.True(response.StatusCode is HttpStatusCode.TooManyRequests, await response.Content.ReadAsStringAsync(Token));
        }
    }

    // The window once it is spent whole and nothing is held, or as it is when that takes too long.
    private async Task<WindowRow> AtRestAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await DayAsync() is { } row && (row is { HeldNanoUsd: 0, SpentNanoUsd: var spent } && spent == Room * Cost || patience.IsCancellationRequested))
            {
                return row;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }
    }

    /// <summary>The most that was ever spent and held.</summary>
    private async Task<long> WatchAsync(CancellationToken stop)
    {
        var most = 0L;
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, await DayAsync() is { } row ? row.SpentNanoUsd + row.HeldNanoUsd : 0);
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, CancellationToken.None);
        }

        return most;
    }

    private async Task<WindowRow?> DayAsync() => (await Audit.ReadAsync(fixture.Stores, Tenant)).Rows
        .OfType<WindowRow>().SingleOrDefault(static window => !window.Window.IsMonth);
}
