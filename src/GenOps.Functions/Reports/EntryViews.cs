using System.Text.Json;
using GenOps.Application.Reports;
using GenOps.Core.Ledger;
using GenOps.Functions.Sessions;

namespace GenOps.Functions.Reports;

/// <summary>Ledger entries as JSON.</summary>
internal static class EntryViews
{
    private const double MicrosecondsPerMillisecond = 1_000;

    public static object Page(DateOnly day, LedgerPage page) => new
    {
        date = ReportDay.Text(day),
        closed = page.IsClosed,
        data = page.Entries.Select(Entry),
        next_cursor = page.NextCursor,
    };

    public static object Entry(EntryRow entry) => new
    {
        entry_id = entry.EntryId,
        request_id = entry.RequestId,
        attempt = entry.Attempt,
        kind = Name(entry.Kind),
        at = entry.At.UtcDateTime,
        session_id = entry.SessionId,
        batch_id = entry.BatchId,
        custom_id = entry.CustomId,
        attributes = AttributeViews.Of(entry.Attribution),
        model = entry.Model,
        price_version = entry.PriceVersion,
        input_tokens = entry.InputTokens,
        cached_tokens = entry.CachedTokens,
        output_tokens = entry.OutputTokens,
        reasoning_tokens = entry.ReasoningTokens,
        cost_nano_usd = entry.CostNanoUsd,
        held_nano_usd = entry.HeldNanoUsd,
        estimated = entry.Estimated,
        overage = entry.Overage,
        status = Name(entry.Status),
        provider_ms = entry.ProviderMicroseconds / MicrosecondsPerMillisecond,
        overhead_ms = entry.OverheadMicroseconds / MicrosecondsPerMillisecond,
        for_date = entry.ForDate is { } day ? ReportDay.Text(day) : null,
        reason = entry.Reason,
    };

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
