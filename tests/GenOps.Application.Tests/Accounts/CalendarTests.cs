using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Accounts;

/// <summary>Days and months turn while calls run, and two instances disagree on the time.</summary>
public sealed class CalendarTests : IAsyncDisposable
{
    private const long Cost = 1_000;
    private const string Tenant = "acme";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _storageTime = new();
    private readonly List<(AccountKeeper Keeper, FakeTimeProvider Time)> _instances = [];
    private readonly MemoryRowStores _stores;
    private int _ids;

    public CalendarTests() => _stores = new MemoryRowStores(_storageTime);

    public static TheoryData<string, bool> Turns => new()
    {
        { "2026-11-24", false },
        { "2026-11-30", true },
        { "2026-12-31", true },
        { "2028-02-28", false },
        { "2028-02-29", true },
        { "2027-02-28", true },
    };

    public async ValueTask DisposeAsync()
    {
        if (_instances.Count > 0)
        {
            await EndAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Turns))]
    public async Task SettleAsync_CallThatStraddlesMidnight_IsChargedToTheDayThatAdmittedIt(string lastDay, bool isMonthOver)
    {
        var day = DateOnly.Parse(lastDay, CultureInfo.InvariantCulture);
        await CreateTenantAsync(day, new TenantDocument { DailyLimitNanoUsd = 10 * Cost });
        var keeper = Start(MidnightAfter(day) - Second);
        var straddling = await HoldAsync(keeper, Cost);
        Advance(TimeSpan.FromSeconds(2));
        var next = await HoldAsync(keeper, Cost);

        await SettleAsync(keeper, straddling, Cost);
        await SettleAsync(keeper, next, 2 * Cost);
        await EndAsync();

        Assert.Equal((day, day.AddDays(1)), (straddling.Day, next.Day));
        Assert.Equal((Cost, 2 * Cost), (await SpentAsync(BudgetWindow.DayOf(day)), await SpentAsync(BudgetWindow.DayOf(day.AddDays(1)))));
        var (month, nextMonth) = (BudgetWindow.MonthOf(day), BudgetWindow.MonthOf(day.AddDays(1)));
        Assert.Equal(isMonthOver, month != nextMonth);
        Assert.Equal(isMonthOver ? Cost : 3 * Cost, await SpentAsync(month));
        Assert.Equal(isMonthOver ? 2 * Cost : 3 * Cost, await SpentAsync(nextMonth));
        await AssertSumsAsync();
    }

    [Theory]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-30", true)]
    [InlineData("2028-02-29", true)]
    [InlineData("2026-11-24", false)]
    public async Task HoldAsync_LimitIsSpent_PassesAgainOnceTheWindowHasTurned(string lastDay, bool isDaily)
    {
        var day = DateOnly.Parse(lastDay, CultureInfo.InvariantCulture);
        var limit = 3 * Cost;
        await CreateTenantAsync(day, isDaily ? new() { DailyLimitNanoUsd = limit } : new() { MonthlyLimitNanoUsd = limit });
        var keeper = Start(MidnightAfter(day) - Second);
        for (var call = 0; call < 3; call++)
        {
            await SettleAsync(keeper, await HoldAsync(keeper, Cost), Cost);
        }

        var before = await HoldAsync(keeper, Cost);
        Advance(TimeSpan.FromSeconds(2));
        var after = await HoldAsync(keeper, Cost);

        Assert.Equal((HoldState.Refused, RefusalKind.Exceeded), (before.State, before.Refusal!.Kind));
        Assert.Equal(isDaily ? HoldState.Held : HoldState.Refused, after.State);
        if (after.State is HoldState.Held)
        {
            await SettleAsync(keeper, after, Cost);
        }

        await EndAsync();
        await AssertSumsAsync();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task Calls_TwoInstancesWithClocksApartRoundMidnight_NeverPassALimitAndAddUp(int skewSeconds)
    {
        var day = new DateOnly(2026, 11, 30);
        var limit = 20 * Cost;
        await CreateTenantAsync(day, new TenantDocument { DailyLimitNanoUsd = limit, MonthlyLimitNanoUsd = limit });
        var midnight = MidnightAfter(day);
        Start(midnight - TimeSpan.FromSeconds(60));
        Start(midnight - TimeSpan.FromSeconds(60 - skewSeconds));
        while (_instances.Any(instance => instance.Time.GetUtcNow() < midnight.AddSeconds(60)))
        {
            foreach (var (keeper, time) in _instances)
            {
                var hold = await HoldAsync(keeper, Cost);
                Assert.True(hold.State is not HoldState.Held || hold.Day == DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) || time.GetUtcNow() >= midnight);
                if (hold.State is HoldState.Held)
                {
                    await SettleAsync(keeper, hold, Cost);
                }

                await AssertWithinAsync(limit);
            }

            Advance(Second);
        }

        await EndAsync();
        Assert.Equal((limit, limit), (await SpentAsync(BudgetWindow.DayOf(day)), await SpentAsync(BudgetWindow.DayOf(day.AddDays(1)))));
        Assert.Equal((limit, limit), (await SpentAsync(BudgetWindow.MonthOf(day)), await SpentAsync(BudgetWindow.MonthOf(day.AddDays(1)))));
        await AssertSumsAsync();
    }

    private static DateTimeOffset MidnightAfter(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private AccountKeeper Start(DateTimeOffset now)
    {
        var time = new FakeTimeProvider(now);
        var keeper = new AccountKeeper(Tenant, $"i{_instances.Count}", _stores.Accounts, new OwnerOptions(), NextId, time);
        _instances.Add((keeper, time));
        return keeper;
    }

    private string NextId() => Interlocked.Increment(ref _ids).ToString("D8", CultureInfo.InvariantCulture);

    private async Task CreateTenantAsync(DateOnly day, TenantDocument document)
    {
        _storageTime.SetUtcNow(MidnightAfter(day) - TimeSpan.FromMinutes(2));
        var limits = new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = document };
        Assert.True((await _stores.Accounts.CommitAsync(
            Tenant, [RowChange.Insert(new HeadRow(1, 0)), RowChange.Insert(limits)], TestContext.Current.CancellationToken)).IsCommitted);
    }

    private void Advance(TimeSpan by)
    {
        _storageTime.Advance(by);
        foreach (var (_, time) in _instances)
        {
            time.Advance(by);
        }
    }

    /// <summary>Lets time pass only while nothing happens without it.</summary>
    private async Task<T> DriveAsync<T>(Task<T> task)
    {
        await DriveAsync((Task)task);
        return await task;
    }

    private async Task DriveAsync(Task task)
    {
        const int Patience = 10;
        for (var round = 1; !task.IsCompleted; round++)
        {
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken));
            if (round % Patience == 0)
            {
                Advance(TimeSpan.FromMilliseconds(50));
            }
        }

        await task;
    }

    private Task<Hold> HoldAsync(AccountKeeper keeper, long need) =>
        DriveAsync(keeper.HoldAsync(null, null, need, TestContext.Current.CancellationToken).AsTask());

    private Task SettleAsync(AccountKeeper keeper, Hold hold, long cost)
    {
        var id = NextId();
        return DriveAsync(keeper.SettleAsync(new Settlement(hold, new EntryRow
        {
            Day = hold.Day, EntryId = id, RequestId = id, Attempt = 1, Kind = EntryKind.Chat, At = _storageTime.GetUtcNow(), Path = hold.Path,
            Attribution = Attribution.None, CostNanoUsd = cost, HeldNanoUsd = hold.NeedNanoUsd, Status = EntryStatus.Succeeded,
        }, endsHold: true)));
    }

    private async Task EndAsync()
    {
        foreach (var (keeper, _) in _instances)
        {
            await DriveAsync(keeper.DisposeAsync().AsTask());
        }

        _instances.Clear();
    }

    private async Task<long> SpentAsync(BudgetWindow window) =>
        (await RowsAsync()).OfType<WindowRow>().Single(row => row.Window == window).SpentNanoUsd;

    private async Task AssertWithinAsync(long limit) =>
        Assert.All((await RowsAsync()).OfType<WindowRow>(), window => Assert.InRange(window.SpentNanoUsd + window.HeldNanoUsd, 0, limit));

    /// <summary>Nothing is held; in every window, entries are what is spent; and roll-ups are entries.</summary>
    private async Task AssertSumsAsync()
    {
        var rows = await RowsAsync();
        var entries = rows.OfType<EntryRow>().ToList();
        Assert.All(rows.OfType<WindowRow>(), window => Assert.Equal(
            (entries.Where(entry => BudgetWindow.DayOf(entry.Day) == window.Window || BudgetWindow.MonthOf(entry.Day) == window.Window).Sum(entry => entry.CostNanoUsd), 0),
            (window.SpentNanoUsd, window.HeldNanoUsd)));
        Assert.All(rows.OfType<RollupRow>(), rollup => Assert.Equal(
            entries.Where(entry => entry.Day == rollup.Rollup.Day).Sum(entry => entry.CostNanoUsd),
            rows.OfType<RollupRow>().Where(other => other.Rollup.Day == rollup.Rollup.Day).Sum(other => other.Tally.CostNanoUsd)));
    }

    private async Task<List<Row>> RowsAsync() =>
        [.. (await _stores.Accounts.QueryAsync(Tenant, " ", "~", 1_000, null, TestContext.Current.CancellationToken)).Rows.Select(static stored => stored.Row)];
}
