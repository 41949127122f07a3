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
    // An idle tenant may take 5,000 bytes; its key and document in the callers' directory take 1,800 of them.
    private const int MaxBytes = 3_200;

    private static readonly OwnerOptions Options = new() { IdleReturn = TimeSpan.FromMilliseconds(50), KeptIdle = TimeSpan.FromMilliseconds(50) };

    [Fact]
    public async Task Of_ThousandTenantsThatCalledOnceAndAreIdle_CostLittleEach()
    {
        // Rows are storage's; they stay in either measurement.
        var stores = new List<MemoryRowStores>();
        var bytes = await HeapCost.OfAsync(() => MakeAsync(stores), TestContext.Current.CancellationToken) / Tenants;

        output.WriteLine($"{bytes} bytes a tenant");
        Assert.InRange(bytes, 1, MaxBytes);
        GC.KeepAlive(stores);
    }

    private static async Task<IAsyncDisposable> MakeAsync(List<MemoryRowStores> all)
    {
        var stores = new MemoryRowStores(TimeProvider.System);
        all.Add(stores);
        var keepers = new AccountKeepers(stores, Options, TimeProvider.System, NullLogger<AccountKeepers>.Instance);
        await Task.WhenAll(Enumerable.Range(0, Tenants).Select(number => CallAsync(stores, keepers, number)));
        while (await HoldsMoneyAsync(stores))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return keepers;
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
