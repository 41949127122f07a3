namespace GenOps.Core.Tenants;

/// <summary>Everything an administrator decides about a tenant. Money in nano-dollars; null means no limit, 0 refuses everything.</summary>
public sealed record TenantDocument
{
    /// <summary>How strictly the rules bind; default enforced.</summary>
    public PolicyMode Policy { get; init; } = PolicyMode.Enforced;

    /// <summary>Limit of a UTC day.</summary>
    public long? DailyLimitNanoUsd { get; init; }

    /// <summary>Limit of a UTC month.</summary>
    public long? MonthlyLimitNanoUsd { get; init; }

    /// <summary>Declared teams by name, with their projects.</summary>
    public IReadOnlyDictionary<string, TeamRules> Teams { get; init; } = new Dictionary<string, TeamRules>();

    /// <summary>Models that may be used; empty is "not set", except under strict, where it refuses all.</summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    /// <summary>Models that may not be used.</summary>
    public IReadOnlyList<string> DeniedModels { get; init; } = [];

    /// <summary>Attributes a call must carry under strict, besides team and project.</summary>
    public IReadOnlyList<string> RequiredAttributes { get; init; } = [];

    /// <summary>Filled in as max_tokens when a call names no bound; default 1024.</summary>
    public int DefaultMaxTokens { get; init; } = 1024;

    /// <summary>Highest bound a call may name; default 8192.</summary>
    public int MaxTokensCap { get; init; } = 8192;

    /// <summary>Highest worst case of one call.</summary>
    public long? MaxCostPerCallNanoUsd { get; init; }

    /// <summary>Requests per minute.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens per minute, prompt and bound together.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Calls running at the same time.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Tried in order after a retryable provider failure.</summary>
    public IReadOnlyList<string> FallbackModels { get; init; } = [];

    /// <summary>What happens as a budget fills up.</summary>
    public PressureRule OnPressure { get; init; } = new();

    /// <summary>When and whom to tell.</summary>
    public AlertRules Alerts { get; init; } = new();

    /// <summary>Attributes of calls that name none.</summary>
    public AttributeDefaults Defaults { get; init; } = new();
}
