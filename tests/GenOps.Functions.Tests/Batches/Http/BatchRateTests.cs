using System.Net;
using System.Text;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Batches.Http;

/// <summary>Batches of tenants with rate limits: they wait, say so, and never pass a limit together with the calls beside them.</summary>
public sealed class BatchRateTests : IAsyncLifetime
{
    private const string Tenant = "acme";
    private const int Limit = 8;
    private const int Items = 18;

    private readonly JumpingTime _time = new();
    private DateTimeOffset _start;
    private AppHost _app = null!;
    private HttpClient _client = null!;
    private BatchApi _api = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Early in a minute of a morning: neither the minute nor the day turns by itself.
        _start = new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(9), TimeSpan.Zero);
        _time.JumpTo(_start);
        _app = await AppHost.StartAsync(services => services.AddSingleton<TimeProvider>(_time), simulator: null);
        _client = _app.Client(await TenantSeed.CreateAsync(_app.Stores, Tenant, new TenantDocument { RequestsPerMinute = Limit }));
        _api = new BatchApi(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Run_CallsBesideIt_WaitsEachMinuteAndFinishesWithinTheLimit()
    {
        var fileId = await _api.UploadAsync(Items);
        var calls = await ChatAsync(HttpStatusCode.OK) + await ChatAsync(HttpStatusCode.OK);
        var batchId = await _api.CreateAsync(fileId, "\"chunk_size\": 5");

        var waits = 0;
        var batch = await NextAsync(batchId);
        for (; !BatchApi.IsOver(batch); batch = await NextAsync(batchId))
        {
            waits++;
            AssertWithinLimit();
            await ChatAsync(HttpStatusCode.TooManyRequests);
            _time.JumpTo(ResumesAt(batch)!.Value.AddMilliseconds(100));
        }

        AssertWithinLimit();
        Assert.InRange(waits, 1, (Items + calls) / Limit);
        Assert.Equal(("completed", Items, 0), (FilesApp.Text(batch, "status"), BatchApi.Count(batch, "completed"), BatchApi.Count(batch, "failed")));
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("genops").GetProperty("waiting_for").ValueKind);
        Assert.Empty(await _api.ErrorCodesAsync(batch, Items, Items));
        Assert.Equal(Items + calls, _app.Simulator.Books.CallCount);
        (await Audit.ReadAsync(_app.Stores, Tenant)).AssertSumsAgree();
    }

    [Fact]
    public async Task Cancel_WhileItWaits_KeepsWhatFinishedAndReleasesTheRest()
    {
        var batchId = await _api.CreateAsync(await _api.UploadAsync(Items), "\"chunk_size\": 5");
        await NextAsync(batchId);

        await _api.CancelAsync(batchId);
        var done = await _api.EndOfAsync(batchId);

        AssertWithinLimit();
        var answered = (int)_app.Simulator.Books.CallCount;
        Assert.Equal(("cancelled", answered), (FilesApp.Text(done, "status"), BatchApi.Count(done, "completed")));
        Assert.Equal(Items - answered, (await _api.ErrorCodesAsync(done, Items, answered)).Count);
        var audit = await Audit.ReadAsync(_app.Stores, Tenant);
        audit.AssertSumsAgree();
        Assert.All(audit.Rows.OfType<WindowRow>(), static window => Assert.Equal(0, window.HeldNanoUsd));
    }

    // The batch when it is over, or waits for a minute that has not begun.
    private Task<JsonElement> NextAsync(string batchId) =>
        _api.UntilAsync(batchId, batch => BatchApi.IsOver(batch) || ResumesAt(batch) > _time.GetUtcNow());

    private static DateTimeOffset? ResumesAt(JsonElement batch)
    {
        var governed = batch.GetProperty("genops");
        return governed.GetProperty("waiting_for").GetString() == "rate" ? governed.GetProperty("resumes_at").GetDateTimeOffset() : null;
    }

    private void AssertWithinLimit()
    {
        var minutes = 1 + (int)(_time.GetUtcNow() - _start).TotalMinutes;
        Assert.InRange(_app.Simulator.Books.CallCount, 1, Limit * minutes);
    }

    private async Task<int> ChatAsync(HttpStatusCode expected)
    {
        using var content = new StringContent(BatchApi.Body(BatchApi.KnownUsage), Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, Token);
        Assert.Equal(expected, response.StatusCode);
        return 1;
    }
}
