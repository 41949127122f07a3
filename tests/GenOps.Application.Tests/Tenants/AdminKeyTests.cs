using GenOps.Application.Tenants;

namespace GenOps.Application.Tests.Tenants;

public sealed class AdminKeyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Matches_NoSetting_RefusesEverything(string? setting)
    {
        var key = new AdminKey(setting);

        Assert.False(key.IsEnabled);
        Assert.False(key.Matches(""));
        Assert.False(key.Matches("admin"));
    }

    [Theory]
    [InlineData("correct horse", true)]
    [InlineData("correct hors", false)]
    [InlineData("correct horse ", false)]
    [InlineData("Correct horse", false)]
    [InlineData("", false)]
    public void Matches_Presented_OnlyTheKeyItself(string presented, bool expected)
    {
        var key = new AdminKey("correct horse");

        Assert.True(key.IsEnabled);
        Assert.Equal(expected, key.Matches(presented));
    }
}
