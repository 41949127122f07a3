using GenOps.Infra.Tests.Bicep;
using GenOps.Infra.Tests.Rules;

namespace GenOps.Infra.Tests;

/// <summary>Every choice of options, expanded to the resources it would create, against every rule.</summary>
public sealed class DeploymentTests(BicepServer bicep, SoundInfra infra) : IClassFixture<SoundInfra>
{
    public static TheoryData<string, bool, bool, bool, bool> Choices
    {
        get
        {
            var data = new TheoryData<string, bool, bool, bool, bool>();
            foreach (var options in DeploymentOptions.All)
            {
                data.Add(options.Scheduler, options.PrivateNetwork, options.PrivateVault, options.ZoneRedundant, options.LedgerAccount);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Deployment_AnyChoiceOfOptions_KeepsEveryRule(
        string scheduler, bool privateNetwork, bool privateVault, bool zoneRedundant, bool ledgerAccount)
    {
        var options = new DeploymentOptions(scheduler, privateNetwork, privateVault, zoneRedundant, ledgerAccount);

        Assert.Empty(Rule.Violations(await infra.Copy.DeployAsync(options), options));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("abcdefghijkl")]
    public async Task Deployment_ShortestAndLongestName_KeepsNameLimits(string name)
    {
        var options = DeploymentOptions.Everything with { Name = name };

        Assert.Empty(Rule.Violations(await infra.Copy.DeployAsync(options), options));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 3, false)]
    [InlineData(5, 1, true)]
    public async Task Deployment_AlwaysReadyCounts_AreKeptAndAtLeastTwoWithZones(int http, int durable, bool zoneRedundant)
    {
        var options = DeploymentOptions.Plain with { AlwaysReadyHttp = http, AlwaysReadyDurable = durable, ZoneRedundant = zoneRedundant };

        Assert.Empty(Rule.Violations(await infra.Copy.DeployAsync(options), options));
    }

    [Fact]
    public async Task Deployment_TwoGroupsWithOneName_HaveDifferentGlobalNames()
    {
        var first = await infra.Copy.DeployAsync(DeploymentOptions.Plain);
        var second = await infra.Copy.DeployAsync(DeploymentOptions.Plain with { Name = "genops2" });

        string[] globalTypes = [Types.StorageAccount, Types.Vault, Types.Site];
        Assert.All(globalTypes, type => Assert.NotEqual(first.Single(type).Name, second.Single(type).Name));
    }

    [Fact]
    public async Task ParameterFile_AsCommitted_DeploysThePlainChoice()
    {
        var snapshot = await bicep.SnapshotAsync(Repository.PathOf("infra/main.bicepparam"));

        Assert.StartsWith("genops-", snapshot.Single(Types.Site).Name, StringComparison.Ordinal);
        Assert.Empty(snapshot.OfType(Types.Scheduler));
        Assert.Empty(snapshot.OfType(Types.Network));
    }
}
