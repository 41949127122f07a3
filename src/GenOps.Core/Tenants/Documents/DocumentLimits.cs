namespace GenOps.Core.Tenants.Documents;

/// <summary>How large the parts of a tenant document may be. Together they keep limits and audit rows within what storage takes.</summary>
public static class DocumentLimits
{
    /// <summary>Teams and projects together.</summary>
    public const int MaxScopes = 500;

    /// <summary>Names in allowed_models and in denied_models.</summary>
    public const int MaxModels = 200;

    /// <summary>Names in fallback_models.</summary>
    public const int MaxFallbackModels = 8;

    /// <summary>Characters of a model's name.</summary>
    public const int MaxModelCharacters = 256;

    /// <summary>Characters of an attribute's value.</summary>
    public const int MaxAttributeCharacters = 256;

    /// <summary>Characters of webhook_url.</summary>
    public const int MaxUrlCharacters = 2_048;

    /// <summary>Characters of a key's name.</summary>
    public const int MaxKeyNameCharacters = 100;

    /// <summary>Alert thresholds.</summary>
    public const int MaxThresholds = 20;

    /// <summary>Highest default_max_tokens and max_tokens_cap.</summary>
    public const int MaxTokens = 10_000_000;

    /// <summary>Highest requests_per_minute.</summary>
    public const int MaxRequestsPerMinute = 10_000_000;

    /// <summary>Highest tokens_per_minute.</summary>
    public const int MaxTokensPerMinute = 2_000_000_000;

    /// <summary>Highest max_concurrency.</summary>
    public const int MaxConcurrency = 100_000;

    /// <summary>Faults reported for one document; more are not looked at.</summary>
    public const int MaxFaults = 1_000;
}
