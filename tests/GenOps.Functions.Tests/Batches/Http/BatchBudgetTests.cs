using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Batches.Http;

/// <summary>Batches whose budget does for a part of them: they wait, go on or give up, and never pass a limit.</summary>
public sealed class BatchBudgetTests : IAsyncLifetime
{
    private const string Tenant = "acme";
    private const int Items = 40;

    private readonly JumpingTime _time = new();
    private AppHost _app = null!;
    private BatchApi _api = null!;

    /// <summary>Enough for about half of the items.</summary>
    private static long Half => BatchApi.KnownCostNanoUsd * Items / 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // An evening in the middle of a month: the next day is the month's too.
        var now = _time.GetUtcNow();
        _time.JumpTo(new DateTimeOffset(now.Year, now.Month, 10, 20, 0, 0, TimeSpan.Zero).AddMonths(1));
        _app = await AppHost.StartAsync(services => services.AddSingleton<TimeProvider>(_time), simulator: null);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Wait_LimitRaised_PausesAtTheLimitAndGoesOnAtOnce()
    {
        var batchId = await StartAsync(new TenantDocument { DailyLimitNanoUsd = Half }, "\"chunk_size\": 5");

        var waiting = await _api.WaitingAsync(batchId);

        Assert.Equal("in_progress", FilesApp.Text(waiting, "status"));
        Assert.Equal(NextDay, waiting.GetProperty("genops").GetProperty("resumes_at").GetDateTimeOffset());
        await AssertWithinAsync(Half);
        await PutLimitAsync("1.00");
        var done = await _api.EndOfAsync(batchId);
        await AssertCompletedAsync(done);
        Assert.Equal(JsonValueKind.Null, done.GetProperty("genops").GetProperty("waiting_for").ValueKind);
    }

    [Fact]
    public async Task Wait_Midnight_GoesOnByItselfAndEachDayStaysWithinItsLimit()
    {
        var limit = Half * 3 / 2;
        var batchId = await StartAsync(new TenantDocument { DailyLimitNanoUsd = limit }, "\"chunk_size\": 5");
        await _api.WaitingAsync(batchId);
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

        var done = await EndAfterAsync(batchId, NextDay);

        await AssertCompletedAsync(done);
        await AssertWithinAsync(limit);
        var entries = (await Audit.ReadAsync(_app.Stores, Tenant)).Entries;
        Assert.Equal([today, today.AddDays(1)], entries.Select(static entry => entry.Day).Distinct().Order());
    }

    [Fact]
    public async Task Fail_BudgetGone_ReportsTheRest()
    {
        var batchId = await StartAsync(new TenantDocument { DailyLimitNanoUsd = Half }, "\"chunk_size\": 5, \"on_budget\": \"fail\"");

        var done = await _api.EndOfAsync(batchId);

        await AssertPartAsync(done, "completed", "budget_exceeded");
        await AssertWithinAsync(Half);
    }

    [Fact]
    public async Task Window_EndsWhileItWaits_ExpiresWithWhatIsThere()
    {
        var batchId = await StartAsync(new TenantDocument { MonthlyLimitNanoUsd = Half }, "\"chunk_size\": 5");
        await _api.WaitingAsync(batchId);

        var done = await EndAfterAsync(batchId, _time.GetUtcNow().AddHours(24));

        await AssertPartAsync(done, "expired", "batch_expired");
        Assert.Equal(JsonValueKind.Number, done.GetProperty("expired_at").ValueKind);
        await AssertWithinAsync(Half);
    }

    [Fact]
    public async Task MaxCost_LessThanTheBatchNeeds_IsNeverPassedWhateverTheBudget()
    {
        var batchId = await StartAsync(new TenantDocument(), $"\"chunk_size\": 5, \"max_cost_usd\": \"{Core.Money.UsdText.Format(Half)}\"");

        var done = await _api.EndOfAsync(batchId);

        await AssertPartAsync(done, "completed", "budget_exceeded");
        Assert.InRange(BatchApi.NanoUsd(done.GetProperty("genops"), "cost_usd"), Half - BatchApi.WorstOf(BatchApi.KnownUsage), Half);
    }

    [Fact]
    public async Task Estimate_BeforeAnythingIsSpent_BoundsTheCost()
    {
        var batchId = await StartAsync(new TenantDocument { DailyLimitNanoUsd = 0 }, "");

        var waiting = (await _api.UntilAsync(batchId, static batch => FilesApp.Text(batch, "status") == "in_progress")).GetProperty("genops");

        Assert.Equal(0, _app.Simulator.Books.CallCount);
        Assert.Equal(Items * BatchApi.WorstOf(BatchApi.KnownUsage), BatchApi.NanoUsd(waiting, "worst_case_cost_usd"));
        Assert.InRange(BatchApi.NanoUsd(waiting, "estimated_cost_usd"), 1, BatchApi.NanoUsd(waiting, "worst_case_cost_usd"));
        await PutLimitAsync("1.00");
        var done = await _api.EndOfAsync(batchId);
        Assert.InRange(BatchApi.NanoUsd(done.GetProperty("genops"), "cost_usd"), 1, BatchApi.NanoUsd(waiting, "worst_case_cost_usd"));
    }

    private DateTimeOffset NextDay => new(_time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    // A timer that was being set at the very moment of the jump counts from the new time: it is due a quarter of an hour later. While something runs, a jump
    // would end its leases.
    private Task<JsonElement> EndAfterAsync(string batchId, DateTimeOffset instant)
    {
        const int PollsOfPatience = 100;
        var polls = 0;
        _time.JumpTo(instant);
        return _api.UntilAsync(batchId, batch =>
        {
            polls = BatchApi.IsWaitingAtRest(batch) ? polls + 1 : 0;
            if (polls == PollsOfPatience)
            {
                polls = 0;
                _time.JumpTo(_time.GetUtcNow().AddMinutes(16));
            }

            return BatchApi.IsOver(batch);
        });
    }

    private async Task<string> StartAsync(TenantDocument document, string settings)
    {
        _api = new BatchApi(_app.Client(await TenantSeed.CreateAsync(_app.Stores, Tenant, document)));
        return await _api.CreateAsync(await _api.UploadAsync(Items), settings);
    }

    private async Task PutLimitAsync(string dailyLimitUsd)
    {
        using var administrator = _app.Client(AppHost.AdminKey);
        using var response = await administrator.PutAsJsonAsync($"genops/tenants/{Tenant}", new { daily_limit_usd = dailyLimitUsd }, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task AssertCompletedAsync(JsonElement done)
    {
        Assert.Equal(("completed", Items, 0), (FilesApp.Text(done, "status"), BatchApi.Count(done, "completed"), BatchApi.Count(done, "failed")));
        Assert.Empty(await _api.ErrorCodesAsync(done, Items, Items));
        Assert.Equal(Items * BatchApi.KnownCostNanoUsd, BatchApi.NanoUsd(done.GetProperty("genops"), "cost_usd"));
        Assert.Equal(Items, _app.Simulator.Books.CallCount);
        await AssertSettledAsync();
    }

    // More would have fitted only if an item had: what is left of the limit is less than one item holds.
    private async Task AssertPartAsync(JsonElement done, string status, string code)
    {
        var answered = BatchApi.Count(done, "completed");
        Assert.Equal((status, Items), (FilesApp.Text(done, "status"), answered + BatchApi.Count(done, "failed")));
        Assert.InRange(Half - (answered * BatchApi.KnownCostNanoUsd), 0, BatchApi.WorstOf(BatchApi.KnownUsage) - 1);
        Assert.All(await _api.ErrorCodesAsync(done, Items, answered), actual => Assert.Equal(code, actual));
        Assert.Equal(answered, _app.Simulator.Books.CallCount);
        await AssertSettledAsync();
    }

    private async Task AssertSettledAsync()
    {
        var audit = await Audit.ReadAsync(_app.Stores, Tenant);
        audit.AssertSumsAgree();
        Assert.All(audit.Rows.OfType<WindowRow>(), static window => Assert.Equal(0, window.HeldNanoUsd));
        Assert.Empty(audit.Rows.OfType<ReservationRow>());
        Assert.All(audit.Entries, static entry => Assert.Equal((EntryKind.Batch, EntryStatus.Succeeded), (entry.Kind, entry.Status)));
    }

    private async Task AssertWithinAsync(long limit)
    {
        var windows = (await Audit.ReadAsync(_app.Stores, Tenant)).Rows.OfType<WindowRow>().Where(static window => !window.Window.IsMonth).ToList();
        Assert.NotEmpty(windows);
        Assert.All(windows, window => Assert.InRange(window.SpentNanoUsd + window.HeldNanoUsd, 0, limit));
    }
}
