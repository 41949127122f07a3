using GenOps.Attack.World;

namespace GenOps.Attack.Auditing;

/// <summary>The auditor finds nothing where nothing is wrong, and finds each thing that is made wrong.</summary>
public sealed class AuditorTests : IAsyncLifetime
{
    private Evidence _clean = null!;

    private static Dictionary<string, Func<Evidence, Evidence>> Tamperings => new()
    {
        ["SumsAgree"] = evidence => Report(evidence, static report => report with { SessionsNanoUsd = report.SessionsNanoUsd + 1 }),
        ["SumsAgree usage"] = evidence => Report(evidence, static report => report with { UsageNanoUsd = report.UsageNanoUsd - 1 }),
        ["SumsAgree scope"] = evidence => Scopes(evidence, static scope => scope with { SpentNanoUsd = scope.SpentNanoUsd - 1 }),
        ["NothingHeldAtRest"] = evidence => Scopes(evidence, static scope => scope with { HeldNanoUsd = 1 }),
        ["NeverOver"] = evidence => Scopes(evidence, static scope => scope with { LimitNanoUsd = scope.SpentNanoUsd - 1 }),
        ["NeverOver by the provider's books"] = evidence => evidence with { Bills = [.. evidence.Bills, evidence.Bills[0] with { CostNanoUsd = 1_000_000_000 }] },
        ["HeldBeforeCalled"] = evidence => evidence with { Bills = [.. evidence.Bills, evidence.Bills[0]] },
        ["OneChargePerBill"] = evidence => evidence with { Bills = [.. evidence.Bills.Skip(1)] },
        ["AnswerIsDurable"] = evidence => Report(evidence, static report => report with { Entries = [.. report.Entries.Skip(1)] }),
        ["EntriesAreUnique"] = evidence => Report(evidence, static report => report with { Entries = [.. report.Entries, report.Entries[0]] }),
        ["NothingOfOthers"] = evidence => Report(evidence, static report => report with { Entries = [report.Entries[0] with { User = "tenant-9/1" }, .. report.Entries.Skip(1)] }),
        ["RefusalIsFree"] = evidence => evidence with { Bills = [.. evidence.Bills, new Bill(Refused(evidence).User, CallShape.Small, 1)] },
        ["RefusalIsTrue"] = evidence => Refusal(evidence, static call => call with { Text = call.Text.Replace("\"limit_usd\":\"0.", "\"limit_usd\":\"9.", StringComparison.Ordinal) }),
        ["ErrorsAreNamed"] = evidence => Refusal(evidence, static call => call with { Status = 500, Text = "Internal error" }),
    };

    public static TheoryData<string> Names => [.. Tamperings.Keys];

    public async ValueTask InitializeAsync()
    {
        await using var world = await AttackWorld.StartAsync();
        var tenant = await world.AddTenantAsync(new() { ["daily_limit_usd"] = "0.000060000" }, isBounded: true);
        for (var call = 0; call < 8; call++)
        {
            await world.CallAsync(world.Alive[0], tenant, new CallShape { Marker = "tokens=bound", Stream = call == 1 });
        }

        _clean = await EvidenceReader.ReadAsync(world);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Audit_NothingIsWrong_FindsNothing()
    {
        Assert.Empty(Auditor.Audit(_clean));
        Assert.NotEmpty(_clean.Bills);
        Assert.NotNull(Refused(_clean));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Audit_OneThingIsMadeWrong_FindsIt(string name)
    {
        var rule = name.Split(' ')[0];

        Assert.Contains(Auditor.Audit(Tamperings[name](_clean)), finding => finding.Rule == rule);
    }

    [Fact]
    public void RuleNames_All_HaveATampering() =>
        Assert.Empty(Auditor.RuleNames.Except(Tamperings.Keys.Select(static name => name.Split(' ')[0])));

    private static Evidence Report(Evidence evidence, Func<TenantReport, TenantReport> change) => evidence with { Tenants = [change(evidence.Tenants[0])] };

    private static Evidence Scopes(Evidence evidence, Func<ScopeLine, ScopeLine> change) =>
        Report(evidence, report => report with { Scopes = [.. report.Scopes.Select(change)] });

    private static CallRecord Refused(Evidence evidence) => evidence.Calls.First(static call => call.Code == "budget_exceeded");

    private static Evidence Refusal(Evidence evidence, Func<CallRecord, CallRecord> change) =>
        evidence with { Calls = [.. evidence.Calls.Select(call => call.Code == "budget_exceeded" ? change(call) : call)] };
}
