using System.Text.Json;
using GenOps.Core.Budgets;
using GenOps.Core.Money;

namespace GenOps.Cli.Verify;

/// <summary>A proof for machines.</summary>
internal static class ProofJson
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static JsonElement Of(Proof proof) => JsonSerializer.SerializeToElement(
        new
        {
            proof.Books.Tenant,
            Month = BudgetWindow.MonthOf(proof.Books.Month.First).Id,
            Verdict = Name(proof.Verdict),
            proof.Entries,
            Windows = proof.Rows.Select(static row => new
            {
                Scope = BudgetPath.Display(row.Path),
                Window = row.Window.Id,
                Verdict = Name(row.Verdict),
                EntriesUsd = UsdText.Format(row.EntriesNanoUsd),
                RollupsUsd = UsdText.Format(row.RollupsNanoUsd),
                SpentUsd = Usd(row.SpentNanoUsd),
                UnfoldedUsd = UsdText.Format(row.UnfoldedNanoUsd),
                SessionsUsd = Usd(row.SessionsNanoUsd),
                UnsessionedUsd = Usd(row.SessionsNanoUsd is null ? null : row.UnsessionedNanoUsd),
                HeldUsd = UsdText.Format(row.HeldNanoUsd),
                HoldersUsd = UsdText.Format(row.HoldersNanoUsd),
                DifferenceUsd = UsdText.Format(row.LargestDifference),
            }),
            Findings = proof.Findings.Select(static finding => new
            {
                Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(finding.Kind.ToString()),
                finding.Window,
                finding.Scope,
                DifferenceUsd = UsdText.Format(finding.DifferenceNanoUsd),
                Rows = finding.RowKeys,
                finding.Message,
            }),
        },
        Names);

    private static string Name(Verdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());

    private static string? Usd(long? nanoUsd) => nanoUsd is { } amount ? UsdText.Format(amount) : null;
}
