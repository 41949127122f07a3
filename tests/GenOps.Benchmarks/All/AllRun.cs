using GenOps.Benchmarks.Report;
using GenOps.TestKit;

namespace GenOps.Benchmarks.All;

/// <summary>Every mode, and the document that tells what they measured.</summary>
internal static class AllRun
{
    private const string Template = "performance.template.md";

    /// <summary>Writes the document; false when a mode failed, which the document then says.</summary>
    public static async Task<bool> RunAsync(bool isQuick, string? file)
    {
        var topics = new List<Topic>();
        foreach (var mode in Modes.List)
        {
            topics.Add(await ModeProcess.RunAsync(mode, isQuick));
        }

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var facts = new RunFacts(today, await ThisMachine.CommitAsync(), ThisMachine.Describe(), isQuick);
        var path = file ?? RepositoryRoot.Combine("docs", "performance.md");
        await File.WriteAllTextAsync(path, ReportWriter.Write(ReadTemplate(), facts, topics));
        Console.WriteLine($"wrote {path}");
        return topics.TrueForAll(static topic => topic.Failure is null);
    }

    internal static string ReadTemplate()
    {
        using var template = new StreamReader(typeof(AllRun).Assembly.GetManifestResourceStream(Template)!);
        return template.ReadToEnd();
    }
}
