using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Application.Audit;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Tenants;

/// <summary>What a changed document means for the calls of the account, from the put to the hold.</summary>
public sealed class LimitsInForceTests
{
    private readonly MemoryRowStores _stores = new(TimeProvider.System);
    private readonly TenantAdministration _tenants;
    private int _names;

    public LimitsInForceTests() =>
        _tenants = new TenantAdministration(_stores, new AuditTrail(_stores, TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task PutAsync_LowerLimit_BindsAKeeperThatIsRunning()
    {
        await PutAsync(new TenantDocument { MonthlyLimitNanoUsd = 1_000_000 });
        await using var keeper = Keeper();
        await SpendAsync(keeper, team: null, costNanoUsd: 100);

        await PutAsync(new TenantDocument { MonthlyLimitNanoUsd = 100 });

        // It fits the limit that the keeper knows, but the grant is made against the one in force.
        var hold = await keeper.HoldAsync(team: null, project: null, needNanoUsd: 500_000, TestContext.Current.CancellationToken);
        Assert.Equal((RefusalKind.Exceeded, 100L), (hold.Refusal!.Kind, hold.Refusal.Budget!.LimitNanoUsd));
    }

    [Fact]
    public async Task PutAsync_TeamDeclaredLater_StartsFromWhatItSpentBefore()
    {
        await PutAsync(new TenantDocument());
        await using (var before = Keeper())
        {
            await SpendAsync(before, "blue", costNanoUsd: 300);
            await SpendAsync(before, "green", costNanoUsd: 1_000);
        }

        await PutAsync(Blue(limitNanoUsd: 400));

        await using var keeper = Keeper();
        var tooMuch = await keeper.HoldAsync("blue", project: null, needNanoUsd: 101, TestContext.Current.CancellationToken);
        Assert.Equal(("blue", 300L), (tooMuch.Refusal!.Budget!.Path, tooMuch.Refusal.Budget.SpentNanoUsd));
        await SpendAsync(keeper, "blue", costNanoUsd: 100);
    }

    [Fact]
    public async Task PutAsync_TeamLeftOutAndDeclaredAgain_MissesNothingOfWhatItSpentBetween()
    {
        await PutAsync(Blue(limitNanoUsd: 400));
        await SpendOnceAsync("blue", costNanoUsd: 100);
        await PutAsync(new TenantDocument());
        await SpendOnceAsync("blue", costNanoUsd: 200);
        await PutAsync(Blue(limitNanoUsd: 400));

        await using var keeper = Keeper();
        var tooMuch = await keeper.HoldAsync("blue", project: null, needNanoUsd: 101, TestContext.Current.CancellationToken);

        Assert.Equal(300, tooMuch.Refusal!.Budget!.SpentNanoUsd);
    }

    [Fact]
    public async Task DeleteAsync_Tenant_RefusesFurtherCalls()
    {
        await PutAsync(new TenantDocument());
        await SpendOnceAsync(team: null, costNanoUsd: 100);

        await _tenants.DeleteAsync("acme", VersionCondition.None, AuditTrail.Administrator, TestContext.Current.CancellationToken);

        await using var keeper = Keeper();
        var hold = await keeper.HoldAsync(team: null, project: null, needNanoUsd: 1, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalKind.TenantGone, hold.Refusal!.Kind);
    }

    private static TenantDocument Blue(long limitNanoUsd) => new()
    {
        Teams = new Dictionary<string, TeamRules> { ["blue"] = new() { MonthlyLimitNanoUsd = limitNanoUsd } },
    };

    private Task<PutTenantResult> PutAsync(TenantDocument document) => _tenants.PutAsync(
        "acme", document, VersionCondition.None, AuditTrail.Administrator, TestContext.Current.CancellationToken);

    private async Task SpendOnceAsync(string? team, long costNanoUsd)
    {
        await using var keeper = Keeper();
        await SpendAsync(keeper, team, costNanoUsd);
    }

    private async Task SpendAsync(AccountKeeper keeper, string? team, long costNanoUsd)
    {
        var hold = await keeper.HoldAsync(team, project: null, costNanoUsd, TestContext.Current.CancellationToken);
        Assert.Equal(HoldState.Held, hold.State);
        var id = NextName();
        await keeper.SettleAsync(new Settlement(
            hold,
            new EntryRow
            {
                Day = hold.Day,
                EntryId = id,
                RequestId = id,
                Attempt = 1,
                Kind = EntryKind.Chat,
                At = DateTimeOffset.UnixEpoch,
                Path = hold.Path,
                Attribution = new Attribution { Team = team },
                Model = "m",
                CostNanoUsd = costNanoUsd,
                HeldNanoUsd = hold.NeedNanoUsd,
                Status = EntryStatus.Succeeded,
            },
            endsHold: true));
    }

    private AccountKeeper Keeper() => new("acme", NextName(), _stores.Accounts, new OwnerOptions(), NextName, TimeProvider.System);

    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"n{Interlocked.Increment(ref _names):D6}");
}
