using GenOps.Application.Providers;
using GenOps.Core.Accounts;

namespace GenOps.Application.Calls;

/// <summary>A refusal or failure as the caller is told. The message never holds a prompt, completion or key.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Message">What was wrong and what to do.</param>
public sealed record CallError(ErrorCode Code, string Message)
{
    /// <summary>The offending parameter.</summary>
    public string? Param { get; init; }

    /// <summary>The rule that was broken.</summary>
    public string? Rule { get; init; }

    /// <summary>The scope and window that decided.</summary>
    public BudgetRefusal? Budget { get; init; }

    /// <summary>What the provider said.</summary>
    public ProviderFault? Provider { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when trying again is useless or could be charged twice.</summary>
    public bool MustNotRetry { get; init; }
}
