using GenOps.Attack.World;

namespace GenOps.Attack.Histories;

/// <summary>Draws calls of every kind.</summary>
internal static class RandomShape
{
    private static readonly string[] Faults =
    [
        "429", "500", "503", "400", "402", "404", "reset", "reset_mid_answer", "malformed", "truncated", "cut", "stream_error", "content_type",
    ];

    private static readonly string[] Teams = ["alpha", "beta", "gamma"];

    public static CallShape Next(Random random, string? session)
    {
        var team = Teams[random.Next(Teams.Length)];
        var maxTokens = random.Next(1, 60);
        return new CallShape
        {
            Model = random.Next(4) == 0 ? CallShape.Large : CallShape.Small,
            MaxTokens = maxTokens,
            Stream = random.Next(3) == 0,
            Marker = Marker(random, maxTokens),
            Team = team,
            Project = random.Next(2) == 0 ? "one" : "two",
            SessionId = random.Next(3) == 0 ? session : null,
            FallbackModels = random.Next(6) == 0 ? CallShape.Large : null,
            LeavesAfter = random.Next(8) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 40)) : null,
        };
    }

    // No provider here bills above the bound: that is more than anybody could have held.
    private static string Marker(Random random, int maxTokens)
    {
        var latency = $"latency={random.Next(0, 20)}";
        return random.Next(4) switch
        {
            0 => $"{latency},fault={Faults[random.Next(Faults.Length)]},times={random.Next(1, 3)},id=f{random.Next(1_000_000)},retry_after=-1",
            1 => $"{latency},tokens=bound,token_delay={random.Next(0, 3)}",
            2 => $"{latency},completion_tokens={random.Next(0, maxTokens + 1)},token_delay={random.Next(0, 3)}",
            _ => latency,
        };
    }
}
