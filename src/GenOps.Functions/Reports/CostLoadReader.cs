using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Core.Pricing;
using GenOps.Core.Reports;

namespace GenOps.Functions.Reports;

/// <summary>Reads the load that an analysis is asked for.</summary>
internal static class CostLoadReader
{
    private const int DefaultDays = 30;

    private static readonly string[] Fields = ["operations_per_day", "input_tokens", "output_tokens", "model", "days"];

    /// <summary>Reads; exactly one of the two comes back.</summary>
    public static (CostLoad? Load, CallError? Error) Read(JsonElement json, PriceCatalogue prices, DateOnly today)
    {
        if (JsonBody.FindUnknown(json, Fields) is { } unknown)
        {
            return (null, unknown);
        }

        if (JsonFields.Text(json, "model") is not { } model)
        {
            return (null, Invalid("model", "'model' is required and must be a string."));
        }

        if (prices.Find(model, today) is not { } price)
        {
            return (null, CallErrors.NotPriced(model));
        }

        CallError? error = null;
        var operations = Number(json, "operations_per_day", null, 1, CostAnalysis.MaxOperationsPerDay, ref error);
        var input = Number(json, "input_tokens", null, 0, PriceLimits.MaxContextLength, ref error);
        var output = Number(json, "output_tokens", null, 0, PriceLimits.MaxContextLength, ref error);
        var days = Number(json, "days", DefaultDays, 1, CostAnalysis.MaxDays, ref error);
        return error is null ? (new CostLoad(price, new TokenUsage(input, output), operations, (int)days), null) : (null, error);
    }

    private static long Number(JsonElement json, string name, long? absent, long min, long max, ref CallError? error)
    {
        if (JsonFields.Number(json, name, absent ?? min - 1) is { } number && number >= min && number <= max)
        {
            return number;
        }

        error ??= Invalid(name, $"'{name}' must be a whole number from {min} to {max}.");
        return min;
    }

    private static CallError Invalid(string param, string message) => new(ErrorCode.InvalidRequest, message) { Param = param };
}
