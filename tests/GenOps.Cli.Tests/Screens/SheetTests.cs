using GenOps.Cli.Screens;
using Spectre.Console.Testing;

namespace GenOps.Cli.Tests.Screens;

public sealed class SheetTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Theory]
    [InlineData(120, "Name", "First", "Second", "Cost")]
    [InlineData(45, "Name", "First", "Cost")]
    [InlineData(32, "Name", "Cost")]
    [InlineData(26, "Name", "Cost")]
    public void WriteTo_Narrow_LeavesOutOptionalColumnsTheLastFirst(int width, params string[] shown)
    {
        var lines = Write(width, new Sheet("Name", "?First", "?Second", ">Cost").Row("a name", "first value", "second value", "0.123456789"));

        var head = string.Join(' ', lines.TakeWhile(static line => !line.Contains('─', StringComparison.Ordinal)));
        Assert.Equal(shown, head.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void WriteTo_TooNarrowForTexts_KeepsNumbersWhole()
    {
        var lines = Write(40, new Sheet("Model", ">Cost").Row("a-model-with-a-name-longer-than-the-whole-terminal", "0.123456789"));

        Assert.Contains(lines, static line => line.Contains("0.123456789", StringComparison.Ordinal));
        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public void WriteTo_TextThatLooksLikeMarkup_StandsAsItIs()
    {
        Assert.Contains(Write(80, new Sheet("Name").Row("[red]not red[/]")), static line => line.Contains("[red]not red[/]", StringComparison.Ordinal));
    }

    [Fact]
    public void Usd_ZerosBeyondCents_AreAllThere()
    {
        var lines = Write(80, new Sheet(">Cost").Row(Cell.Usd("10.500000000")).Row(Cell.Usd("0.000000001")).Row(Cell.Usd(null, "no limit")));

        Assert.Equal(["10.500000000", "0.000000001", "no limit"], lines.Select(static line => line.Trim()).Where(static line => line.Length > 0).Skip(2));
    }

    private string[] Write(int width, Sheet sheet)
    {
        _console.Profile.Width = width;
        sheet.WriteTo(_console);
        return _console.Output.Split('\n');
    }
}
