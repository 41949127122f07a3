namespace GenOps.Cli.Init;

/// <summary>What a new installation is made of; null where nothing was said yet.</summary>
internal sealed record InitAnswers
{
    public const string DefaultTenant = "main";
    public const string DefaultDailyLimitUsd = "10.00";
    public const string DefaultMonthlyLimitUsd = "200.00";
    public const string DefaultPolicy = "enforced";
    public const string NoLimit = "none";

    public static readonly string[] Policies = ["enforced", "strict", "advisory"];

    /// <summary>Together's key; empty: a simulator answers in its place.</summary>
    public string? ProviderKey { get; init; }

    /// <summary>Null: one is made.</summary>
    public string? AdminKey { get; init; }

    public string? Tenant { get; init; }

    /// <summary>An amount, or <see cref="NoLimit"/>.</summary>
    public string? DailyLimitUsd { get; init; }

    /// <summary>An amount, or <see cref="NoLimit"/>.</summary>
    public string? MonthlyLimitUsd { get; init; }

    public string? Policy { get; init; }

    /// <summary>With the default of everything that was not said.</summary>
    public InitAnswers Complete() => this with
    {
        ProviderKey = ProviderKey ?? "",
        Tenant = Tenant ?? DefaultTenant,
        DailyLimitUsd = DailyLimitUsd ?? DefaultDailyLimitUsd,
        MonthlyLimitUsd = MonthlyLimitUsd ?? DefaultMonthlyLimitUsd,
        Policy = Policy ?? DefaultPolicy,
    };

    /// <summary>The tenant's document, as the app takes it.</summary>
    public object Document() => new { policy = Policy, daily_limit_usd = Limit(DailyLimitUsd), monthly_limit_usd = Limit(MonthlyLimitUsd) };

    public static bool IsLimit(string text) => text == NoLimit || Core.Money.UsdText.Parse(text, out _) is Core.Money.UsdTextFault.None;

    // A record prints its members, and keys are for nobody's eyes.
    public override string ToString() => $"tenant {Tenant}, {DailyLimitUsd} a day, {MonthlyLimitUsd} a month, {Policy}";

    private static string? Limit(string? text) => text == NoLimit ? null : text;
}
