using System.Globalization;
using System.Text.Json.Nodes;
using GenOps.Attack.World;

namespace GenOps.Attack.Histories;

/// <summary>Draws tenant documents whose limits are a few calls wide.</summary>
internal static class RandomTenant
{
    private const int CallNanoUsd = 20_000;

    public static JsonObject Next(Random random)
    {
        var policy = random.Next(5) switch { 0 => "advisory", 1 => "strict", _ => "enforced" };
        return new JsonObject
        {
            ["policy"] = policy,
            ["daily_limit_usd"] = Limit(random, 5, 60),
            ["monthly_limit_usd"] = Limit(random, 10, 80),
            ["allowed_models"] = policy == "strict" ? new JsonArray(CallShape.Small, CallShape.Large) : [],
            ["max_concurrency"] = random.Next(4) == 0 ? 8 : null,
            ["requests_per_minute"] = random.Next(5) == 0 ? 30 : null,
            ["teams"] = new JsonObject
            {
                ["alpha"] = new JsonObject
                {
                    ["daily_limit_usd"] = Limit(random, 3, 30),
                    ["projects"] = new JsonObject { ["one"] = new JsonObject { ["daily_limit_usd"] = Limit(random, 2, 20) } },
                },
                ["beta"] = new JsonObject { ["monthly_limit_usd"] = Limit(random, 3, 30) },
            },
        };
    }

    /// <summary>The same document with another daily limit, higher than any that is drawn.</summary>
    public static JsonObject Raised(JsonObject document)
    {
        var raised = (JsonObject)document.DeepClone();
        raised["daily_limit_usd"] = Usd(100);
        return raised;
    }

    private static string? Limit(Random random, int fewest, int most) => random.Next(4) == 0 ? null : Usd(random.Next(fewest, most));

    private static string Usd(int calls) => (calls * CallNanoUsd / 1_000_000_000m).ToString("0.000000000", CultureInfo.InvariantCulture);
}
