using System.Buffers;
using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Providers;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Money;

namespace GenOps.Functions.Http;

/// <summary>Writes <c>{"error": {…}}</c>, the envelope of inference and batch routes.</summary>
internal static class OpenAiErrorWriter
{
    public static void Write(CallError error, string requestId, IBufferWriter<byte> output)
    {
        var shape = ErrorShapes.Of(error);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, shape.Type);
        json.WriteString("param"u8, error.Param);
        json.WriteString("code"u8, shape.Code);
        json.WriteString("request_id"u8, requestId);
        if (error.Rule is { } rule)
        {
            json.WriteString("rule"u8, rule);
        }

        if (error.Budget is { } refusal)
        {
            WriteBudget(json, refusal);
        }

        if (error.Provider is { } fault)
        {
            WriteProvider(json, fault);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, BudgetRefusal refusal)
    {
        json.WriteStartObject("budget"u8);
        if (refusal.Budget is { } budget)
        {
            json.WriteString("scope"u8, BudgetPath.Display(budget.Path));
            json.WriteString("window"u8, budget.Window.Id);
            json.WriteString("limit_usd"u8, budget.LimitNanoUsd is { } limit ? UsdText.Format(limit) : null);
            json.WriteString("spent_usd"u8, UsdText.Format(budget.SpentNanoUsd));
            json.WriteString("held_usd"u8, UsdText.Format(budget.HeldNanoUsd));
        }

        json.WriteString("needed_usd"u8, UsdText.Format(refusal.NeededNanoUsd));
        if (refusal.ResetsAt is { } resetsAt)
        {
            json.WriteString("resets_at"u8, resetsAt);
        }
        else
        {
            json.WriteNull("resets_at"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteProvider(Utf8JsonWriter json, ProviderFault fault)
    {
        json.WriteStartObject("provider"u8);
        if (fault.Status is { } status)
        {
            json.WriteNumber("status"u8, status);
        }
        else
        {
            json.WriteNull("status"u8);
        }

        json.WriteString("type"u8, fault.Type);
        json.WriteString("message"u8, fault.Message);
        json.WriteEndObject();
    }
}
