using System.Globalization;
using OpenAI.Chat;

namespace GenOps.Examples;

/// <summary>What a client of the app needs in memory: bytes allocated a call, and whether the heap grows with the number of calls.</summary>
internal static class MemoryProfile
{
    private const int InFlight = 10;
    private const int Rounds = 5;
    private const double MegaByte = 1024 * 1024;
    private static readonly ChatCompletionOptions Options = new() { MaxOutputTokenCount = 16 };

    public static async Task<int> RunAsync(int calls)
    {
        var client = Settings.CreateClient();
        var costNanoUsd = 0L;

        // The first call makes connections and compiles code, which no later call does.
        costNanoUsd += await AskAsync(client);
        for (var round = 1; round <= Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var share = Enumerable.Range(0, calls / Rounds);
            await Parallel.ForEachAsync(
                share,
                new ParallelOptions { MaxDegreeOfParallelism = InFlight },
                async (_, _) => Interlocked.Add(ref costNanoUsd, await AskAsync(client)));
            var perCall = (GC.GetTotalAllocatedBytes(precise: true) - before) / Math.Max(1, calls / Rounds);
            var kept = GC.GetTotalMemory(forceFullCollection: true) / MegaByte;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"round {round}: {calls / Rounds} calls, {perCall} bytes allocated a call, {kept:0.0} MB kept"));
        }

        Console.WriteLine($"calls {calls / Rounds * Rounds + 1}");
        Console.WriteLine($"cost_usd {Settings.Usd(costNanoUsd)}");
        return 0;
    }

    private static async Task<long> AskAsync(ChatClient client) =>
        Settings.CostNanoUsd(await client.CompleteChatAsync([new UserChatMessage("Name a number.")], Options));
}
