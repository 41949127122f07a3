using System.Runtime.InteropServices;
using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Core.Pricing;
using GenOps.Core.Reports;
using GenOps.Core.Wire;

namespace GenOps.Application.Reports;

/// <summary>Reads a request for an estimate: one operation, or <c>{"operations": […]}</c>. Pure.</summary>
/// <param name="prices">All prices.</param>
/// <param name="today">The UTC day whose prices count.</param>
/// <param name="defaultMaxTokens">The tenant's bound for calls that name none.</param>
public sealed class EstimateReader(PriceCatalogue prices, DateOnly today, int defaultMaxTokens)
{
    private static readonly string[] Inputs = ["messages", "prompt", "input_tokens"];

    /// <summary>Reads and prices; exactly one of the two comes back.</summary>
    public (CostEstimate? Estimate, CallError? Error) Read(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
        {
            return (null, Invalid(null, "The body must be a JSON object."));
        }

        var operations = new List<OperationCost>();
        if (!body.TryGetProperty("operations", out var list))
        {
            return ReadOne(body, "", operations) is { } wrong ? (null, wrong) : Sum(operations);
        }

        if (list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() is < 1 or > CostEstimate.MaxOperations)
        {
            return (null, Invalid("operations", $"'operations' must be an array of 1 to {CostEstimate.MaxOperations} operations."));
        }

        foreach (var operation in list.EnumerateArray())
        {
            if (ReadOne(operation, $"operations[{operations.Count}].", operations) is { } wrong)
            {
                return (null, wrong);
            }
        }

        return Sum(operations);
    }

    private static (CostEstimate? Estimate, CallError? Error) Sum(List<OperationCost> operations) =>
        CostEstimate.Of(operations) is { } estimate
            ? (estimate, null)
            : (null, Invalid("count", "The operations would cost more than 9000000000 USD. Estimate fewer of them."));

    private CallError? ReadOne(JsonElement operation, string path, List<OperationCost> operations)
    {
        if (operation.ValueKind is not JsonValueKind.Object)
        {
            return Invalid(path.TrimEnd('.'), "An operation must be a JSON object.");
        }

        var model = JsonFields.Text(operation, "model");
        if (model is null)
        {
            return Invalid(path + "model", "'model' is required and must be a string.");
        }

        if (prices.Find(model, today) is not { } price)
        {
            return CallErrors.NotPriced(model) with { Param = path + "model" };
        }

        var count = JsonFields.Number(operation, "count", 1);
        if (count is not (>= 1 and <= OperationCost.MaxCount))
        {
            return Invalid(path + "count", $"'count' must be a whole number from 1 to {OperationCost.MaxCount}.");
        }

        var given = Inputs.Where(name => operation.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null).ToList();
        return given.Count != 1
            ? Invalid(path + "messages", "Exactly one of 'messages', 'prompt' and 'input_tokens' is required.")
            : Price(operation, path, price, given[0], count.Value, operations);
    }

    private CallError? Price(JsonElement operation, string path, ModelPrice price, string input, long count, List<OperationCost> operations)
    {
        if (input == "input_tokens")
        {
            var inputTokens = JsonFields.Number(operation, input, 0);
            var maxTokens = JsonFields.Number(operation, "max_tokens", defaultMaxTokens);
            if (inputTokens is not (>= 0 and <= PriceLimits.MaxContextLength) || maxTokens is not (>= 1 and <= int.MaxValue))
            {
                return Invalid(
                    path + input,
                    $"'input_tokens' must be a whole number from 0 to {PriceLimits.MaxContextLength}, and 'max_tokens' one from 1.");
            }

            operations.Add(OperationCost.OfTokens(price, inputTokens.Value, (int)maxTokens.Value, count));
            return null;
        }

        // Read as the very call would be, so that the worst case is what would be held for it.
        var endpoint = input == "messages" ? InferenceEndpoint.ChatCompletions : InferenceEndpoint.Completions;
        if (!InferenceRequestReader.TryRead(endpoint, JsonMarshal.GetRawUtf8Value(operation).ToArray(), out var request, out var fault))
        {
            return Invalid(path + fault.Param, fault.Message);
        }

        operations.Add(OperationCost.OfText(price, request.ToShape(defaultMaxTokens), count));
        return null;
    }

    private static CallError Invalid(string? param, string message) => new(ErrorCode.InvalidRequest, message) { Param = param };
}
