using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Core.Batches;
using GenOps.Core.Money;
using GenOps.Functions.Reports;

namespace GenOps.Functions.Batches.Http;

/// <summary>Reads the <c>genops</c> object of a new batch: how it runs and what it may cost.</summary>
internal static class BatchSettings
{
    private const int MaxUrlLength = 2_048;

    private static readonly string[] Fields = ["chunk_size", "max_concurrency", "on_budget", "max_cost_usd", "completion_webhook_url"];

    /// <summary>The batch with its settings, or what is wrong with them.</summary>
    public static (NewBatch? Batch, CallError? Error) Read(JsonElement json, NewBatch batch, bool allowHttpWebhooks)
    {
        if (!json.TryGetProperty("genops", out var settings) || settings.ValueKind is JsonValueKind.Null)
        {
            return (batch, null);
        }

        if (settings.ValueKind is not JsonValueKind.Object)
        {
            return (null, BatchHttpErrors.Invalid("genops", "'genops' must be an object."));
        }

        return JsonBody.FindUnknown(settings, Fields) is { } unknown ? (null, Within(unknown)) : ReadKnown(settings, batch, allowHttpWebhooks);
    }

    private static (NewBatch? Batch, CallError? Error) ReadKnown(JsonElement settings, NewBatch batch, bool allowHttpWebhooks)
    {
        var chunkSize = JsonFields.Number(settings, "chunk_size", BatchLimits.DefaultChunkSize);
        if (chunkSize is not (>= 1 and <= BatchLimits.MaxChunkSize))
        {
            return Refuse("chunk_size", $"'chunk_size' must be a whole number from 1 to {BatchLimits.MaxChunkSize}.");
        }

        var concurrency = JsonFields.Number(settings, "max_concurrency", BatchLimits.DefaultConcurrency);
        if (concurrency is not (>= 1 and <= BatchLimits.MaxConcurrency))
        {
            return Refuse("max_concurrency", $"'max_concurrency' must be a whole number from 1 to {BatchLimits.MaxConcurrency}.");
        }

        if (!TryText(settings, "on_budget", out var onBudget) || onBudget is not (null or "wait" or "fail"))
        {
            return Refuse("on_budget", "'on_budget' must be wait or fail.");
        }

        var amount = 0L;
        if (!TryText(settings, "max_cost_usd", out var maxCost) || (maxCost is not null && UsdText.Parse(maxCost, out amount) is not UsdTextFault.None))
        {
            return Refuse("max_cost_usd", "'max_cost_usd' must be a decimal string such as \"10.00\", at least 0, with at most 9 decimals.");
        }

        if (!TryText(settings, "completion_webhook_url", out var webhook) || (webhook is not null && !IsReceiver(webhook, allowHttpWebhooks)))
        {
            return Refuse("completion_webhook_url", $"'completion_webhook_url' must be an https address of at most {MaxUrlLength} characters without credentials.");
        }

        return (batch with
        {
            ChunkSize = (int)chunkSize.Value,
            MaxConcurrency = (int)concurrency.Value,
            OnBudget = onBudget == "fail" ? BudgetGonePolicy.Fail : BudgetGonePolicy.Wait,
            MaxCostNanoUsd = maxCost is null ? null : amount,
            CompletionWebhookUrl = webhook,
        }, null);
    }

    private static bool TryText(JsonElement settings, string name, out string? text)
    {
        text = JsonFields.Text(settings, name);
        return text is not null || !settings.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null;
    }

    private static bool IsReceiver(string text, bool allowHttp) =>
        text.Length <= MaxUrlLength
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (allowHttp && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0;

    private static (NewBatch? Batch, CallError? Error) Refuse(string name, string message) => (null, BatchHttpErrors.Invalid("genops." + name, message));

    private static CallError Within(CallError error) => error with { Param = "genops." + error.Param };
}
