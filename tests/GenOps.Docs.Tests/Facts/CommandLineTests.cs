using System.Text.RegularExpressions;
using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;

namespace GenOps.Docs.Tests.Facts;

/// <summary>Commands that documents name exist, with their flags.</summary>
public sealed partial class CommandLineTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "genops.dll");

    public static IEnumerable<TheoryDataRow<string>> Commands => Document.All
        .SelectMany(static document => document.Lines)
        .SelectMany(static line => Command().Matches(line))
        .Select(static match => match.Groups[1].Value.Trim())
        .Distinct(StringComparer.Ordinal)
        .Select(static command => new TheoryDataRow<string>(command));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_OfADocument_IsKnownWithItsFlags(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] path = [.. words.TakeWhile(static word => !word.StartsWith('-'))];

        var run = await ProgramRun.OfAsync("dotnet", [Program, .. path, "--help"], new Dictionary<string, string?>());

        run.AssertSuccess();
        Assert.All(words.Where(static word => word.StartsWith("--", StringComparison.Ordinal)), flag => Assert.Contains(flag, run.Output));
    }

    [GeneratedRegex(@"(?:dotnet run --project src/GenOps\.Cli |`)-- ([^`|&#\n]+)")]
    private static partial Regex Command();
}
