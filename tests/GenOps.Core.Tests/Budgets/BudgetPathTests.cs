using GenOps.Core.Budgets;

namespace GenOps.Core.Tests.Budgets;

public sealed class BudgetPathTests
{
    [Theory]
    [InlineData("", new[] { "" })]
    [InlineData("search", new[] { "", "search" })]
    [InlineData("search.ranker", new[] { "", "search", "search.ranker" })]
    public void Chain_Path_IsEveryScopeThatIsCharged(string path, string[] expected) => Assert.Equal(expected, BudgetPath.Chain(path));

    [Theory]
    [InlineData("search.ranker", "", true)]
    [InlineData("search.ranker", "search", true)]
    [InlineData("search", "search", true)]
    [InlineData("search", "search.ranker", false)]
    [InlineData("searching", "search", false)]
    [InlineData("", "search", false)]
    public void IsWithin_NamesThatBeginAlike_AreNotBelowEachOther(string path, string ancestor, bool expected) =>
        Assert.Equal(expected, BudgetPath.IsWithin(path, ancestor));
}
