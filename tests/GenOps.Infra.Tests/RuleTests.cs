using GenOps.Infra.Tests.Bicep;
using GenOps.Infra.Tests.Rules;

namespace GenOps.Infra.Tests;

/// <summary>The rules themselves: each fault put into the Bicep files is found by the rule that is there for it, in its words.</summary>
public sealed class RuleTests(BicepServer bicep)
{
    public static TheoryData<string> RuleNames => [.. Rule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public async Task Rule_FaultsInTheBicep_NamesEachOfThem(string rule)
    {
        var faults = Faults.All.Where(fault => fault.Rule == rule).ToList();
        var options = DeploymentOptions.Everything with { Name = "abcdefghijkl" };
        using var copy = new InfraCopy(bicep);
        faults.ForEach(fault => fault.Spoil(copy));

        var violations = Rule.Violations(await copy.DeployAsync(options), options)
            .Where(violation => violation.StartsWith($"[{rule}] ", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(faults);
        var missed = faults.SelectMany(fault => fault.Says)
            .Where(words => !violations.Exists(violation => violation.Contains(words, StringComparison.Ordinal)));
        Assert.True(!missed.Any(), $"Not noticed: {string.Join("; ", missed)}. Noticed:\n{string.Join('\n', violations)}");
    }

    [Theory]
    [InlineData("scheduler", "module scheduler 'modules/scheduler.bicep' = if (useScheduler)")]
    [InlineData("network", "module network 'modules/network.bicep' = if (privateNetwork)")]
    [InlineData("storage", "module ledger 'modules/storage.bicep' = if (ledgerAccount)")]
    public async Task Rule_ResourceThatWasNotAskedFor_IsBroken(string rule, string module)
    {
        using var copy = new InfraCopy(bicep);
        copy.Replace("main.bicep", module, $"{module[..module.IndexOf("if", StringComparison.Ordinal)]}if (true)");

        var violations = Rule.Violations(await copy.DeployAsync(DeploymentOptions.Plain), DeploymentOptions.Plain);

        Assert.Contains(violations, violation => violation.StartsWith($"[{rule}] ", StringComparison.Ordinal));
    }
}
