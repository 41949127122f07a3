using System.Globalization;
using System.Text.RegularExpressions;
using GenOps.Core.Money;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Support;

/// <summary>What a program of the documents did.</summary>
internal sealed record ProgramRun(int ExitCode, IReadOnlyList<string> Lines)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    public string Output => string.Join('\n', Lines);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramRun> OfAsync(
        string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        await using var process = ChildProcess.Start(fileName, arguments, environment, folder);
        var exitCode = await process.WaitForExitAsync(Timeout, TestContext.Current.CancellationToken);
        return new ProgramRun(exitCode, process.Lines);
    }

    public ProgramRun AssertSuccess()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>The amount that the program tells as what it cost.</summary>
    public long CostNanoUsd()
    {
        var text = Find(@"(?m)^cost_usd (\d+\.\d{9})\b").Groups[1].Value;
        Assert.Equal(UsdTextFault.None, UsdText.Parse(text, out var nanoUsd));
        return nanoUsd;
    }

    /// <summary>The whole number that a pattern's group finds in the output.</summary>
    public long Number(string pattern) => long.Parse(Find(pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    public Match Find(string pattern)
    {
        var match = Regex.Match(Output, pattern);
        Assert.True(match.Success, $"Nothing matches {pattern} in:\n{Output}");
        return match;
    }
}
