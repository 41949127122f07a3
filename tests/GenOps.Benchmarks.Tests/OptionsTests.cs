namespace GenOps.Benchmarks.Tests;

/// <summary>The command line of the benchmarks.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Parse_ModeWithFlagsAndValues_ReadsAll()
    {
        var options = Options.Parse(["all", "--quick", "--out", "p.md", "--json", "t.json", "7"])!;

        Assert.Equal(("all", true, "p.md", "t.json"), (options.Mode, options.IsQuick, options.OutFile, options.JsonFile));
        Assert.Equal(["7"], options.Rest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all --out")]
    [InlineData("all --fast")]
    [InlineData("--quick")]
    public void Parse_FlagUnknownOrWithoutValue_IsNothing(string line)
    {
        Assert.Null(Options.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
}
