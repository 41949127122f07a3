using System.Globalization;
using GenOps.Core.Money;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Tests.Tenants.Documents;

/// <summary>Documents with any legal content.</summary>
internal static class RandomDocuments
{
    public static TenantDocument Next(Random random)
    {
        var cap = random.Next(1, DocumentLimits.MaxTokens + 1);
        return new TenantDocument
        {
            Policy = (PolicyMode)random.Next(3),
            DailyLimitNanoUsd = Amount(random),
            MonthlyLimitNanoUsd = Amount(random),
            Teams = Many(random, 4, () => new TeamRules
            {
                DailyLimitNanoUsd = Amount(random),
                MonthlyLimitNanoUsd = Amount(random),
                Projects = Many(random, 3, () => new ProjectRules { DailyLimitNanoUsd = Amount(random), MonthlyLimitNanoUsd = Amount(random) }),
            }),
            AllowedModels = Models(random, 5),
            DeniedModels = Models(random, 5),
            RequiredAttributes = [.. AttributeNames.All.Where(_ => random.Next(3) == 0)],
            MaxTokensCap = cap,
            DefaultMaxTokens = random.Next(1, cap + 1),
            MaxCostPerCallNanoUsd = Amount(random),
            RequestsPerMinute = Number(random, DocumentLimits.MaxRequestsPerMinute),
            TokensPerMinute = Number(random, DocumentLimits.MaxTokensPerMinute),
            MaxConcurrency = Number(random, DocumentLimits.MaxConcurrency),
            FallbackModels = Models(random, DocumentLimits.MaxFallbackModels),
            OnPressure = new PressureRule { AtUtilizationPpm = random.Next(1, 1_000_001), UseModel = random.Next(2) == 0 ? null : Model(random) },
            Alerts = new AlertRules
            {
                ThresholdsPpm = [.. Enumerable.Range(0, random.Next(21)).Select(_ => random.Next(1, 1_000_001)).Distinct().Order()],
                WebhookUrl = random.Next(2) == 0 ? null : "https://hooks.example/" + random.Next(),
            },
            Defaults = new AttributeDefaults
            {
                Team = Maybe(random, Name),
                Project = Maybe(random, Name),
                Environment = Maybe(random, Text),
                Customer = Maybe(random, Text),
                CostCenter = Maybe(random, Text),
                Feature = Maybe(random, Text),
            },
        };
    }

    private static long? Amount(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => random.Next(3),
        2 => UsdText.MaxNanoUsd - random.Next(3),
        _ => random.NextInt64(UsdText.MaxNanoUsd),
    };

    private static int? Number(Random random, int most) => random.Next(3) == 0 ? null : random.Next(most) + 1;

    private static Dictionary<string, TValue> Many<TValue>(Random random, int most, Func<TValue> next) =>
        Enumerable.Range(0, random.Next(most + 1)).Select(_ => Name(random)).Distinct().ToDictionary(name => name, _ => next());

    private static List<string> Models(Random random, int most) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Model(random)).Distinct()];

    private static string Model(Random random) => string.Create(CultureInfo.InvariantCulture, $"org/Model-{random.Next(50)}.5:<&'+>");

    private static string Name(Random random) => random.Next(50).ToString(CultureInfo.InvariantCulture) + new string('-', random.Next(4));

    private static string Text(Random random) => random.Next(2) == 0 ? "caf\u00e9 \"\\</script> \U0001F600" : new string('x', random.Next(1, 257));

    private static string? Maybe(Random random, Func<Random, string> next) => random.Next(2) == 0 ? null : next(random);
}
