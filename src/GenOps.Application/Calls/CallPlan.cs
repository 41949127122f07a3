using GenOps.Application.Idempotency;
using GenOps.Application.Rates;
using GenOps.Application.Tenants;
using GenOps.Core.Ledger;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>A call that may be made as far as rules and prices are concerned.</summary>
internal sealed class CallPlan
{
    public required Caller Caller { get; init; }

    public required CallRequest Request { get; init; }

    public required InferenceRequest Parsed { get; init; }

    public required Attribution Attribution { get; init; }

    public string? SessionId { get; init; }

    /// <summary>The models in the order in which they are tried; the first is the one asked for, or its substitute.</summary>
    public required List<PlannedModel> Models { get; init; }

    /// <summary>The model that was asked for when a full budget put another one in its place.</summary>
    public string? SubstitutedFrom { get; init; }

    /// <summary>The claim on the caller's idempotency key, if it sent one.</summary>
    public IdempotencyClaim? Claim { get; init; }

    /// <summary>What the call took of its tenant's rates; null when there are none.</summary>
    public RatePermit? Permit { get; set; }

    /// <summary>Most tokens that the call may use, whichever of its models answers.</summary>
    public long TokenBound
    {
        get
        {
            var bound = 0L;
            foreach (var model in Models)
            {
                bound = Math.Max(bound, model.Worst.Usage.InputTokens + model.Worst.Usage.OutputTokens);
            }

            return bound;
        }
    }

    public List<string> Warnings { get; } = [];
}
