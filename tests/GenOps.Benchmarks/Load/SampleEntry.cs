using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;

namespace GenOps.Benchmarks.Load;

/// <summary>An entry as an answered call makes it.</summary>
internal static class SampleEntry
{
    public static ModelPrice Price => PriceCatalogue.BuiltIn.Find("openai/gpt-oss-20b", new DateOnly(2026, 11, 24))!;

    public static EntryRow Of(Hold hold, ModelPrice price, int call) => new()
    {
        Day = hold.Day,
        EntryId = $"{call:00000000}-1",
        RequestId = $"{call:00000000}",
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = TimeProvider.System.GetUtcNow(),
        Path = hold.Path,
        Attribution = Attribution.None,
        Model = price.Model,
        PriceVersion = price.PriceVersion,
        CostNanoUsd = 1_000,
        HeldNanoUsd = hold.NeedNanoUsd,
        Status = EntryStatus.Succeeded,
    };
}
