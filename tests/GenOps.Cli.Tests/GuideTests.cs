using GenOps.Cli.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Cli.Tests;

public sealed class GuideTests
{
    private static readonly string Guide = File.ReadAllText(RepositoryRoot.Combine("docs/cli.md"));

    [Fact]
    public void Guide_Commands_AreAllOfThem()
    {
        var host = new CommandHost(new Terminal { Output = TextWriter.Null, Error = TextWriter.Null, Input = TextReader.Null });
        var table = Guide.Split('\n').SkipWhile(static line => !line.StartsWith("| command |", StringComparison.Ordinal)).TakeWhile(static line => line.Length > 0);
        var told = table.Skip(2).SelectMany(static row => row.Split('|')[1].Split(',')).Select(static name => name.Trim(' ', '`'));

        Assert.Equal(Commands.All(host).Select(static command => command.Name).Order(), told.Order());
    }

    [Fact]
    public async Task Guide_ExitCodes_AreThoseOfTheHelp()
    {
        var help = (await CommandRun.StartAsync(new Dictionary<string, string>(), null, ["--help"])).Output;

        Assert.All(Enum.GetValues<ExitCode>(), code =>
        {
            var line = Guide.Split('\n').Single(line => line.StartsWith($"| {(int)code} |", StringComparison.Ordinal));
            Assert.Contains(line.Split('|')[2].Trim(), help);
        });
    }
}
