using System.Buffers;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Money;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Calls;

/// <summary>Writes the <c>genops</c> object of an answer.</summary>
public static class ReceiptWriter
{
    /// <summary>Writes the object.</summary>
    public static void Write(CallReceipt receipt, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("request_id"u8, receipt.RequestId);
        WriteUsd(json, "cost_usd"u8, receipt.CostNanoUsd);
        json.WriteNumber("cost_nano_usd"u8, receipt.CostNanoUsd);
        json.WriteBoolean("estimated"u8, receipt.Estimated);
        json.WriteString("price_version"u8, receipt.Price.PriceVersion);
        json.WriteString("policy"u8, PolicyNames.Format(receipt.Policy));
        json.WriteString("session_id"u8, receipt.SessionId);
        json.WriteNumber("attempts"u8, receipt.Attempts);
        json.WriteString("model"u8, receipt.Price.Model);
        if (receipt.SubstitutedFrom is { } asked)
        {
            json.WriteString("substituted_from"u8, asked);
        }

        WriteBudget(json, receipt.Budget);
        json.WriteNumber("overhead_ms"u8, CallClock.Milliseconds(receipt.Clock.Overhead));
        json.WriteNumber("provider_ms"u8, CallClock.Milliseconds(receipt.Clock.Provider));
        json.WriteStartArray("warnings"u8);
        foreach (var warning in receipt.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        if (receipt.TellsDiagnostics)
        {
            WriteDiagnostics(json, receipt.Clock);
        }

        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, BudgetState? budget)
    {
        if (budget is null)
        {
            json.WriteNull("budget"u8);
            return;
        }

        json.WriteStartObject("budget"u8);
        json.WriteString("scope"u8, BudgetPath.Display(budget.Path));
        json.WriteString("window"u8, budget.Window.Id);
        WriteUsd(json, "limit_usd"u8, budget.LimitNanoUsd);
        WriteUsd(json, "spent_usd"u8, budget.SpentNanoUsd);
        WriteUsd(json, "held_usd"u8, budget.HeldNanoUsd);
        WriteUsd(json, "remaining_usd"u8, budget.RemainingNanoUsd);
        json.WriteEndObject();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, CallClock clock)
    {
        json.WriteStartObject("diagnostics"u8);
        json.WriteNumber("auth_us"u8, clock.Of(CallStep.Auth).TotalMicroseconds);
        json.WriteNumber("body_us"u8, clock.Of(CallStep.Body).TotalMicroseconds);
        json.WriteNumber("policy_us"u8, clock.Of(CallStep.Policy).TotalMicroseconds);
        json.WriteNumber("estimate_us"u8, clock.Of(CallStep.Estimate).TotalMicroseconds);
        json.WriteNumber("hold_us"u8, clock.Of(CallStep.Hold).TotalMicroseconds);
        json.WriteNumber("provider_us"u8, clock.Of(CallStep.Provider).TotalMicroseconds);
        json.WriteNumber("settle_us"u8, clock.Of(CallStep.Settle).TotalMicroseconds);
        json.WriteNumber("ledger_us"u8, clock.Of(CallStep.Ledger).TotalMicroseconds);
        json.WriteEndObject();
    }

    private static void WriteUsd(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? nanoUsd)
    {
        if (nanoUsd is not { } amount)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[UsdText.MaxLength];
        UsdText.TryFormat(amount, text, out var length);
        json.WriteString(name, text[..length]);
    }
}
