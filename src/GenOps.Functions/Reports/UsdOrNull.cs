using GenOps.Core.Money;

namespace GenOps.Functions.Reports;

/// <summary>Amounts as answers write them.</summary>
internal static class UsdOrNull
{
    public static string? Format(long? nanoUsd) => nanoUsd is { } amount ? UsdText.Format(amount) : null;
}
