using System.Diagnostics;
using System.Text.Json;
using GenOps.Benchmarks.Report;
using GenOps.TestKit;

namespace GenOps.Benchmarks.All;

/// <summary>A mode in a process of its own, so that the heap and the compiled code of one mode do not help or hurt the next.</summary>
internal static class ModeProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<Topic> RunAsync(Mode mode, bool isQuick)
    {
        var clock = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "topic.json");
        await using var process = ChildProcess.StartDotnet(
            typeof(ModeProcess).Assembly.Location, [mode.Name, "--json", file, .. isQuick ? (string[])["--quick"] : []]);
        var topic = await ResultAsync(process, mode, file);
        Console.WriteLine($"{mode.Name}: {clock.Elapsed.TotalSeconds:0} s{(topic.Failure is null ? "" : ", " + topic.Failure)}");
        return topic;
    }

    private static async Task<Topic> ResultAsync(ChildProcess process, Mode mode, string file)
    {
        try
        {
            if (await process.WaitForExitAsync(Limit) == 0)
            {
                return JsonSerializer.Deserialize<Topic>(await File.ReadAllTextAsync(file))!;
            }

            Console.Error.WriteLine(string.Join('\n', process.Lines));
            return Failed(mode, "it ended with an error, which the run printed.");
        }
        catch (TimeoutException)
        {
            return Failed(mode, $"it took more than {Limit.TotalMinutes:0} minutes.");
        }
    }

    private static Topic Failed(Mode mode, string why) => new(mode.Name, [], Failure: why);
}
