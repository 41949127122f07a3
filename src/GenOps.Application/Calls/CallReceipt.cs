using GenOps.Core.Accounts;
using GenOps.Core.Pricing;
using GenOps.Core.Tenants;

namespace GenOps.Application.Calls;

/// <summary>What the <c>genops</c> object of an answer says.</summary>
public sealed class CallReceipt
{
    /// <summary>The call.</summary>
    public required string RequestId { get; init; }

    /// <summary>Cost of all attempts, nano-dollars.</summary>
    public required long CostNanoUsd { get; init; }

    /// <summary>Whether part of the cost is a bound.</summary>
    public required bool Estimated { get; init; }

    /// <summary>The price that was fixed at the hold.</summary>
    public required ModelPrice Price { get; init; }

    /// <summary>The model that was asked for when a full budget put another one in its place.</summary>
    public string? SubstitutedFrom { get; init; }

    /// <summary>The tenant's policy.</summary>
    public required PolicyMode Policy { get; init; }

    /// <summary>The session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Attempts made.</summary>
    public required int Attempts { get; init; }

    /// <summary>The tightest scope and window after this call.</summary>
    public BudgetState? Budget { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The call's times.</summary>
    public required CallClock Clock { get; init; }

    /// <summary>Whether the time of each step is told.</summary>
    public bool TellsDiagnostics { get; init; }
}
