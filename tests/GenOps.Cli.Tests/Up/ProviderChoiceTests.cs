using GenOps.Cli.Up;

namespace GenOps.Cli.Tests.Up;

public sealed class ProviderChoiceTests
{
    private static readonly object NoKey = new ProviderChoice.Simulated("no TOGETHER_API_KEY");

    public static TheoryData<string, bool, string[], object> Cases => new()
    {
        { "nothing configured", false, [], NoKey },
        { "blank key, as in the sample settings", false, ["TOGETHER_API_KEY=", "TOGETHER_BASE_URL=https://api.together.xyz/v1"], NoKey },
        { "key", false, ["TOGETHER_API_KEY=secret"], new ProviderChoice.Configured(null) },
        {
            "key and address", false, ["TOGETHER_API_KEY=secret", "TOGETHER_BASE_URL=https://example.org/v1"],
            new ProviderChoice.Configured("https://example.org/v1")
        },
        { "flag wins over a key", true, ["TOGETHER_API_KEY=secret"], new ProviderChoice.Simulated("--simulate") },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_FlagAndSettings_RealOnlyWithAKey(string what, bool simulate, string[] settings, object expected)
    {
        var choice = ProviderChoice.Decide(simulate, Settings.Of(settings));

        Assert.True(expected.Equals(choice), $"{what}: {choice}");
    }
}
