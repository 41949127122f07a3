using GenOps.Cli.Up;
using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Tests.Up;

public sealed class StorageDecisionTests
{
    private static readonly StorageChoice Azurite = new StorageChoice.OwnAzurite();
    private static readonly StorageChoice Memory = new StorageChoice.Memory();
    private static readonly StorageChoice Configured = new StorageChoice.ConfiguredAccount();

    private int _probes;

    public static TheoryData<string, string?, string[], string?, object, int> Cases => new()
    {
        { "nothing configured", null, [], null, Azurite, 0 },
        { "blank setting", null, ["AzureWebJobsStorage= "], null, Azurite, 0 },
        { "configured, answers", null, ["AzureWebJobsStorage=UseDevelopmentStorage=true"], null, Configured, 1 },
        { "identity form, answers", null, ["AzureWebJobsStorage:accountName=thing"], null, Configured, 1 },
        {
            "configured, silent", null, ["AzureWebJobsStorage=UseDevelopmentStorage=true"], "refused",
            new StorageChoice.OwnAzurite("AzureWebJobsStorage is set but not usable (refused)"), 1
        },
        { "memory by setting", null, ["GENOPS_STORAGE=memory", "AzureWebJobsStorage=UseDevelopmentStorage=true"], null, Memory, 0 },
        { "tables by setting", null, ["GENOPS_STORAGE=tables"], null, Azurite, 0 },
        { "azurite by flag", "azurite", ["AzureWebJobsStorage=UseDevelopmentStorage=true"], null, Azurite, 0 },
        { "flag in capitals", "Azurite", ["GENOPS_STORAGE=memory"], null, Azurite, 0 },
        { "memory by flag", "memory", ["AzureWebJobsStorage=UseDevelopmentStorage=true"], null, Memory, 0 },
        { "account by flag", "AccountName=a", ["GENOPS_STORAGE=memory"], "refused", new StorageChoice.GivenAccount("AccountName=a"), 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task DecideAsync_FlagAndSettings_FirstThatApplies(
        string what, string? flag, string[] settings, string? fault, object expected, int probes)
    {
        var choice = await StorageDecision.DecideAsync(flag, Settings.Of(settings), () => ProbeAsync(fault));

        Assert.True(expected.Equals(choice), $"{what}: {choice}");
        Assert.Equal(probes, _probes);
    }

    [Theory]
    [InlineData("azurite", true)]
    [InlineData("MEMORY", true)]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("", false)]
    [InlineData("tables", false)]
    [InlineData("https://account.table.core.windows.net", false)]
    public void IsFlag_Text_KindOrConnectionString(string text, bool expected) => Assert.Equal(expected, StorageDecision.IsFlag(text));

    private Task<string?> ProbeAsync(string? fault)
    {
        _probes++;
        return Task.FromResult(fault);
    }
}
