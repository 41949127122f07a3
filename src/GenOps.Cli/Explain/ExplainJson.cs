using System.Text.Json;
using GenOps.Cli.Books;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Money;

namespace GenOps.Cli.Explain;

/// <summary>An explanation for machines.</summary>
internal static class ExplainJson
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static JsonElement Of(Explanation told) => JsonSerializer.SerializeToElement(
        new
        {
            told.Tenant,
            told.Request.RequestId,
            CameInAt = told.Request.CameAt,
            told.First.BatchId,
            told.First.CustomId,
            told.First.SessionId,
            CostUsd = UsdText.Format(told.CostNanoUsd),
            Entries = told.Entries.Select(Entry),
            Folds = told.Folds.Select(Fold),
        },
        Names);

    private static object Entry(ExplainedEntry entry) => new
    {
        entry.Row.EntryId,
        entry.Row.Attempt,
        Kind = Name(entry.Row.Kind),
        Status = Name(entry.Row.Status),
        entry.Row.At,
        entry.Row.Day,
        Scope = BudgetPath.Display(entry.Row.Path),
        entry.Row.Model,
        HeldUsd = UsdText.Format(entry.Row.HeldNanoUsd),
        CostUsd = UsdText.Format(entry.Row.CostNanoUsd),
        entry.Row.Estimated,
        entry.Row.Overage,
        ProviderMs = entry.Row.ProviderMicroseconds / 1_000.0,
        OverheadMs = entry.Row.OverheadMicroseconds / 1_000.0,
        entry.Row.Reason,
        Price = entry.Arithmetic is { } arithmetic
            ? new
            {
                entry.Row.PriceVersion,
                Terms = arithmetic.Terms.Select(static term => new { term.Kind, term.Tokens, UsdPerMillion = UsdText.Format(term.NanoUsdPerMillion) }),
                arithmetic.ExactNanoUsd,
                RoundedUpUsd = UsdText.Format(arithmetic.NanoUsd),
            }
            : null,
    };

    private static object Fold(ExplainedFold fold) => new
    {
        fold.Day,
        Scope = BudgetPath.Display(fold.Path),
        UnfoldedUsd = UsdText.Format(fold.UnfoldedNanoUsd),
        HeldBy = fold.Holders.Select(static holder => new
        {
            Row = holder.RowKey,
            GrantedUsd = UsdText.Format(holder.GrantedNanoUsd),
            SettledUsd = UsdText.Format(holder.SettledNanoUsd),
            FoldedUsd = UsdText.Format(holder.FoldedNanoUsd),
        }),
        Windows = fold.Windows.Select(static window => new
        {
            Scope = BudgetPath.Display(window.Path),
            Window = window.Window.Id,
            SpentUsd = UsdText.Format(window.SpentNanoUsd),
            HeldUsd = UsdText.Format(window.HeldNanoUsd),
        }),
        Rollups = fold.Rollups.Select(static rollup => new
        {
            Of = ScopeRollups.Describe(rollup.Rollup), CostUsd = UsdText.Format(rollup.Tally.CostNanoUsd), rollup.Tally.Operations,
        }),
        Session = fold.Session is { } session
            ? new { session.SessionId, CostUsd = UsdText.Format(session.Tally.CostNanoUsd), session.Tally.Operations }
            : null,
    };

    private static string Name(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
