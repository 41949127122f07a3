using System.ClientModel;
using System.Collections.Concurrent;
using OpenAI.Chat;

namespace GenOps.Examples;

/// <summary>
/// 20 workers share a list of prompts, each call with a time-out of its own. A call that fails or takes too long is noted and the others go on.
/// </summary>
internal static class Workers
{
    private const int Count = 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly ChatCompletionOptions Options = new() { MaxOutputTokenCount = 16 };

    public static async Task<int> RunAsync(string[] prompts)
    {
        if (prompts.Length == 0)
        {
            prompts = [.. Enumerable.Range(0, 100).Select(static number => $"Name a word with {number % 9 + 2} letters.")];
        }

        var client = Settings.CreateClient();
        var outcomes = new ConcurrentBag<Outcome>();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Count };
        await Parallel.ForEachAsync(prompts, workers, async (prompt, _) => outcomes.Add(await AskAsync(client, prompt)));

        foreach (var failed in outcomes.Where(static outcome => outcome.Fault is not null))
        {
            Console.WriteLine($"isolated '{failed.Prompt}': {failed.Fault}");
        }

        var answered = outcomes.Count(static outcome => outcome.Fault is null);
        Console.WriteLine($"prompts {prompts.Length}, answered {answered}, isolated {outcomes.Count - answered}");
        Console.WriteLine($"cost_usd {Settings.Usd(outcomes.Sum(static outcome => outcome.CostNanoUsd))}");
        return outcomes.Count == prompts.Length && answered > 0 ? 0 : 1;
    }

    // The time-out ends this program's wait. The app carries the call on to its end, since the provider charges for it all the same.
    private static async Task<Outcome> AskAsync(ChatClient client, string prompt)
    {
        using var timeout = new CancellationTokenSource(Limit());
        try
        {
            var answer = await client.CompleteChatAsync([new UserChatMessage(prompt)], Options, timeout.Token);
            return new Outcome(prompt, Settings.CostNanoUsd(answer), Fault: null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new Outcome(prompt, CostNanoUsd: 0, $"no answer within {Limit().TotalSeconds:0.###} s");
        }
        catch (ClientResultException exception)
        {
            // The message holds the code, such as budget_exceeded or provider_rejected.
            return new Outcome(prompt, CostNanoUsd: 0, $"{exception.Status} {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static TimeSpan Limit() =>
        int.TryParse(Environment.GetEnvironmentVariable("GENOPS_TIMEOUT_MS"), out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : Timeout;

    private sealed record Outcome(string Prompt, long CostNanoUsd, string? Fault);
}
