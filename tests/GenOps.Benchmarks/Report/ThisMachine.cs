using System.Runtime.InteropServices;
using GenOps.TestKit;

namespace GenOps.Benchmarks.Report;

/// <summary>What a reader must know of this machine to compare its figures.</summary>
internal static class ThisMachine
{
    private const string ProcessorFile = "/proc/cpuinfo";
    private const double Gibibyte = 1024.0 * 1024 * 1024;

    public static string Describe() => FormattableString.Invariant(
        $"{Environment.ProcessorCount} cores, {Processor()}; {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gibibyte:0} GiB; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}");

    /// <summary>The commit that was measured; marked when files differ from it.</summary>
    public static async Task<string> CommitAsync()
    {
        var commit = await GitAsync("rev-parse", "--short=10", "HEAD");
        var changed = await GitAsync("status", "--porcelain", "--", ".", ":!docs/performance.md");
        return commit.Count == 0 ? "unknown" : commit[0] + (changed.Count == 0 ? "" : " with changes");
    }

    private static string Processor()
    {
        var line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static async Task<IReadOnlyList<string>> GitAsync(params string[] arguments)
    {
        await using var git = ChildProcess.Start("git", arguments);
        return await git.WaitForExitAsync() == 0 ? git.Lines : [];
    }
}
