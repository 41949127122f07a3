using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Application.Tests.Accounts;

/// <summary>Measured alone, since the heap is everybody's.</summary>
[CollectionDefinition(nameof(AccountKeepersMemoryTests), DisableParallelization = true)]
[Collection(nameof(AccountKeepersMemoryTests))]
public sealed class AccountKeepersMemoryTests(ITestOutputHelper output)
{
    private const int Tenants = 1_000;
    // An idle tenant may take 5,000 bytes; its key and document in the callers' directory take 1,400 of them.
    private const int MaxBytes = 3_600;

    private static readonly OwnerOptions Options = new() { IdleReturn = TimeSpan.FromMilliseconds(50), KeptIdle = TimeSpan.FromMilliseconds(50) };

    [Fact]
    public async Task Of_ThousandTenantsThatCalledOnceAndAreIdle_CostLittleEach()
    {
        var stores = new MemoryRowStores(TimeProvider.System);
        var keepers = new AccountKeepers(stores, Options, TimeProvider.System, NullLogger<AccountKeepers>.Instance);
        await Task.WhenAll(Enumerable.Range(0, Tenants).Select(number => CallAsync(stores, keepers, number)));
        while (await HoldsMoneyAsync(stores))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var withThem = await SettledMemoryAsync();
        await keepers.DisposeAsync();
        keepers = null;
        var bytes = (withThem - GC.GetTotalMemory(forceFullCollection: true)) / Tenants;

        output.WriteLine($"{bytes} bytes a tenant");
        Assert.InRange(bytes, 1, MaxBytes);
        Assert.Null(keepers);
        GC.KeepAlive(stores);
    }

    // Nothing can be seen of it from outside: rows are forgotten soon after the money is back.
    private static async Task<long> SettledMemoryAsync()
    {
        long before;
        var now = long.MaxValue;
        do
        {
            before = now;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            now = GC.GetTotalMemory(forceFullCollection: true);
        }
        while (before - now > Tenants);

        return now;
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"tenant-{number}");

    private static async Task CallAsync(MemoryRowStores stores, AccountKeepers keepers, int number)
    {
        var limits = new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { DailyLimitNanoUsd = 1_000_000 } };
        await stores.Accounts.CommitAsync(NameOf(number), [RowChange.Insert(new HeadRow(1, 0)), RowChange.Insert(limits)], CancellationToken.None);
        var keeper = keepers.Of(NameOf(number));
        var hold = await keeper.HoldAsync(null, null, 100, CancellationToken.None);
        await keeper.SettleAsync(new Settlement(hold, new EntryRow
        {
            Day = hold.Day, EntryId = "e", RequestId = "e", Attempt = 1, Kind = EntryKind.Chat, At = DateTimeOffset.UnixEpoch, Path = hold.Path,
            Attribution = Attribution.None, SessionId = "s", Model = "m", CostNanoUsd = 90, HeldNanoUsd = 100, Status = EntryStatus.Succeeded,
        }, endsHold: true));
    }

    private static async Task<bool> HoldsMoneyAsync(MemoryRowStores stores)
    {
        for (var number = 0; number < Tenants; number++)
        {
            if ((await stores.Accounts.QueryAsync(NameOf(number), LeaseRow.Prefix, LeaseRow.Prefix + "~", 1, null, CancellationToken.None)).Rows.Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
