using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Core.Rows;

namespace GenOps.Application.Calls;

/// <summary>Makes the ledger entries of a call's attempts.</summary>
internal sealed class CallCharge(CallPlan plan, TimeProvider time)
{
    /// <summary>An answered attempt, or a stream that was cut.</summary>
    public Settlement Used(Hold hold, PlannedModel model, int attempt, in BilledUsage billed, bool isCut, RowChange? extra = null)
    {
        var cost = CallCost.NanoUsd(model.Price, billed.Tokens);
        var entry = Entry(hold, model, attempt, isCut ? EntryStatus.Cut : EntryStatus.Succeeded) with
        {
            InputTokens = billed.Tokens.InputTokens,
            CachedTokens = billed.Tokens.CachedTokens,
            OutputTokens = billed.Tokens.OutputTokens,
            ReasoningTokens = billed.Tokens.ReasoningTokens,
            OutputTokenBound = model.Worst.Usage.OutputTokens,
            CostNanoUsd = cost,
            Estimated = billed.IsEstimated,
            Overage = cost > hold.NeedNanoUsd,
        };
        return new Settlement(hold, entry, endsHold: true, extra);
    }

    /// <summary>An attempt that may have been charged: the whole hold counts as spent.</summary>
    public Settlement InDoubt(Hold hold, PlannedModel model, int attempt) => new(
        hold, Entry(hold, model, attempt, EntryStatus.InDoubt) with { CostNanoUsd = hold.NeedNanoUsd, Estimated = true }, endsHold: true);

    /// <summary>An attempt that is proven free; the hold serves the next one.</summary>
    public Settlement Free(Hold hold, PlannedModel model, int attempt) =>
        new(hold, Entry(hold, model, attempt, EntryStatus.Failed), endsHold: false);

    private EntryRow Entry(Hold hold, PlannedModel model, int attempt, EntryStatus status)
    {
        var request = plan.Request;
        return new EntryRow
        {
            Day = hold.Day,
            EntryId = $"{request.RequestId}-{attempt}",
            RequestId = request.RequestId,
            Attempt = attempt,
            Kind = Kind(plan.Parsed.Endpoint),
            At = time.GetUtcNow(),
            Path = hold.Path,
            Attribution = plan.Attribution,
            SessionId = plan.SessionId,
            Model = model.Name,
            PriceVersion = model.Price.PriceVersion,
            CostNanoUsd = 0,
            HeldNanoUsd = hold.NeedNanoUsd,
            Status = status,
            ProviderMicroseconds = (long)request.Clock.Provider.TotalMicroseconds,
            OverheadMicroseconds = (long)request.Clock.Overhead.TotalMicroseconds,
        };
    }

    private static EntryKind Kind(Core.Wire.InferenceEndpoint endpoint) => endpoint switch
    {
        Core.Wire.InferenceEndpoint.ChatCompletions => EntryKind.Chat,
        Core.Wire.InferenceEndpoint.Completions => EntryKind.Completion,
        Core.Wire.InferenceEndpoint.Embeddings => EntryKind.Embedding,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
