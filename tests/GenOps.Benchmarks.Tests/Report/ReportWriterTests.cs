using GenOps.Benchmarks.All;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Tests.Report;

/// <summary>The document says what was measured, and plainly what misses its target.</summary>
public sealed class ReportWriterTests
{
    private static readonly RunFacts Facts = new(new DateOnly(2026, 11, 28), "abc123", "two cores", IsQuick: false);

    [Fact]
    public void Write_TargetMissed_SaysSoWithTheReason()
    {
        var text = Write(new Topic("http", [new("ratio", 0.4, "0.00", Target.AtLeast(0.5), "The cores are shared.")]));

        Assert.Contains("| [http](#http) | ratio | ≥ 0.50 | 0.40 | **missed** |", text);
        Assert.Contains("- http, ratio: 0.40 instead of ≥ 0.50. The cores are shared.", text);
    }

    [Fact]
    public void Write_TargetMet_SaysNothingOfAReason()
    {
        var text = Write(new Topic("http", [new("ratio", 0.6, "0.00", Target.AtLeast(0.5), "The cores are shared.")]));

        Assert.Contains("| ratio | ≥ 0.50 | 0.60 | met |", text);
        Assert.Contains("Every target is met", text);
        Assert.DoesNotContain("The cores are shared.", text);
    }

    [Fact]
    public void Write_FigureWithoutTarget_StandsOnlyInItsTopic()
    {
        var text = Write(new Topic("http", [new("rate", 1234.5, "#,0 'calls/s'")]));

        Assert.Contains("| rate |  | 1,235 calls/s |  |", text);
        Assert.DoesNotContain("[http]", text);
    }

    [Fact]
    public void Write_ModeFailed_IsToldTwice()
    {
        var text = Write(new Topic("http", [], Failure: "it took too long."));

        Assert.Contains("- http was not measured: it took too long.", text);
        Assert.Contains("**Not measured in this run:** it took too long.", text);
    }

    [Fact]
    public void Write_Grid_IsATable()
    {
        var text = Write(new Topic("http", [], new Grid(["instances", "factor"], [["1", "1.15"]])));

        Assert.Contains("| instances | factor |\n|---|---|\n| 1 | 1.15 |", text);
    }

    [Fact]
    public void Write_Run_NamesDateCommitAndMachine()
    {
        Assert.Contains("| 2026-11-28 | abc123 | two cores |", Write(new Topic("http", [])));
    }

    [Fact]
    public void Write_QuickRun_WarnsOfItsFigures()
    {
        Assert.Contains("figures to mean anything", ReportWriter.Write("{{run}}{{targets}}{{missed}}", Facts with { IsQuick = true }, []));
        Assert.DoesNotContain("figures to mean anything", ReportWriter.Write("{{run}}{{targets}}{{missed}}", Facts, []));
    }

    [Theory]
    [InlineData("{{run}}{{targets}}{{missed}}{{topic:http}}{{topic:other}}", "topic:other")]
    [InlineData("{{run}}{{targets}}{{missed}}", "topic:http")]
    public void Write_TemplateAndTopicsDiffer_Throws(string template, string named)
    {
        var exception = Assert.Throws<InvalidDataException>(() => ReportWriter.Write(template, Facts, [new("http", [])]));

        Assert.Contains(named, exception.Message);
    }

    [Fact]
    public void Write_OwnTemplate_HasAPlaceForEveryMode()
    {
        var text = ReportWriter.Write(AllRun.ReadTemplate(), Facts, [.. Modes.List.Select(static mode => new Topic(mode.Name, []))]);

        Assert.DoesNotContain("{{", text);
        Assert.All(Modes.List, mode =>
        {
            Assert.Contains($"\n### {mode.Name}\n", text);
            Assert.Contains($"-- {mode.Name}`\n", text);
        });
    }

    private static string Write(Topic topic) => ReportWriter.Write("{{run}}\n{{targets}}\n{{missed}}\n{{topic:http}}", Facts, [topic]);
}
