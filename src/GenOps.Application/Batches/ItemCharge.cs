using System.Globalization;
using GenOps.Application.Calls;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;

namespace GenOps.Application.Batches;

/// <summary>Makes the ledger entries of a reservation's items. An entry's id follows from batch, item and attempt, so an attempt is entered once.</summary>
internal sealed class ItemCharge(BatchRow batch, ReservationRow reservation, TimeProvider time)
{
    /// <summary>Names an item everywhere outside the batch.</summary>
    public string RequestId(int index) => RequestIdOf(batch, reservation.Chunk, index);

    /// <summary>Names an item everywhere outside the batch.</summary>
    public static string RequestIdOf(BatchRow batch, int chunk, int index) => string.Create(
        CultureInfo.InvariantCulture, $"{batch.BatchId[BatchIds.Prefix.Length..]}-{(chunk * batch.ChunkSize) + index:00000}");

    /// <summary>An answered attempt.</summary>
    public EntryRow Used(ReservedItem held, ChunkItem item, in BilledUsage billed, TimeSpan provider)
    {
        var model = item.Plan!.Models[0];
        var cost = CallCost.NanoUsd(model.Price, billed.Tokens);
        return Entry(held, item, EntryStatus.Succeeded, provider) with
        {
            InputTokens = billed.Tokens.InputTokens,
            CachedTokens = billed.Tokens.CachedTokens,
            OutputTokens = billed.Tokens.OutputTokens,
            ReasoningTokens = billed.Tokens.ReasoningTokens,
            OutputTokenBound = model.Worst.Usage.OutputTokens,
            CostNanoUsd = cost,
            Estimated = billed.IsEstimated,
            Overage = cost > held.HeldNanoUsd,
        };
    }

    /// <summary>An attempt that may have been charged: the whole hold counts as spent.</summary>
    public EntryRow InDoubt(ReservedItem held, ChunkItem item, TimeSpan provider) =>
        Entry(held, item, EntryStatus.InDoubt, provider) with { CostNanoUsd = held.HeldNanoUsd, Estimated = true };

    /// <summary>An attempt that is proven free.</summary>
    public EntryRow Free(ReservedItem held, ChunkItem item, TimeSpan provider) => Entry(held, item, EntryStatus.Failed, provider);

    private EntryRow Entry(ReservedItem held, ChunkItem item, EntryStatus status, TimeSpan provider) => new()
    {
        Day = reservation.Day,
        EntryId = string.Create(CultureInfo.InvariantCulture, $"{RequestId(held.Index)}-{reservation.Attempt}"),
        RequestId = RequestId(held.Index),
        Attempt = reservation.Attempt,
        Kind = EntryKind.Batch,
        At = time.GetUtcNow(),
        Path = reservation.Path,
        Attribution = batch.Attribution,
        SessionId = batch.SessionId,
        BatchId = batch.BatchId,
        CustomId = item.CustomId,
        Model = item.Plan?.Models[0].Name,
        PriceVersion = item.Plan?.Models[0].Price.PriceVersion,
        CostNanoUsd = 0,
        HeldNanoUsd = held.HeldNanoUsd,
        Status = status,
        ProviderMicroseconds = (long)provider.TotalMicroseconds,
    };
}
