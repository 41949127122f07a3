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
        var status = isCut ? EntryStatus.Cut : EntryStatus.Succeeded;
        var entry = Entry(hold, model, attempt, status, cost, billed.Tokens, billed.IsEstimated);
        return new Settlement(hold, entry, endsHold: true, extra);
    }

    /// <summary>An attempt that may have been charged: the whole hold counts as spent.</summary>
    public Settlement InDoubt(Hold hold, PlannedModel model, int attempt) => new(
        hold, Entry(hold, model, attempt, EntryStatus.InDoubt, hold.NeedNanoUsd, default, isEstimated: true), endsHold: true);

    /// <summary>An attempt that is proven free; the hold serves the next one.</summary>
    public Settlement Free(Hold hold, PlannedModel model, int attempt) =>
        new(hold, Entry(hold, model, attempt, EntryStatus.Failed, costNanoUsd: 0, default, isEstimated: false), endsHold: false);

    private EntryRow Entry(
        Hold hold, PlannedModel model, int attempt, EntryStatus status, long costNanoUsd, in TokenUsage tokens, bool isEstimated)
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
            InputTokens = tokens.InputTokens,
            CachedTokens = tokens.CachedTokens,
            OutputTokens = tokens.OutputTokens,
            ReasoningTokens = tokens.ReasoningTokens,
            OutputTokenBound = status is EntryStatus.Succeeded or EntryStatus.Cut ? model.Worst.Usage.OutputTokens : 0,
            CostNanoUsd = costNanoUsd,
            HeldNanoUsd = hold.NeedNanoUsd,
            Estimated = isEstimated,
            Overage = costNanoUsd > hold.NeedNanoUsd,
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
