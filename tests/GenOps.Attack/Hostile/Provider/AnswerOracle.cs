using System.Text.Json;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>What an answer of the provider must cost, read with another JSON reader than the app's.</summary>
internal static class AnswerOracle
{
    /// <summary>The charge for a whole answer of status 200.</summary>
    public static Charge ChargeOf(byte[] body, bool hasOutput)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? ChargeOf(document.RootElement, hasOutput) : Charge.InDoubt;
        }
        catch (JsonException)
        {
            return Charge.InDoubt;
        }
    }

    /// <summary>The charge for a refusal or a fault, which its status alone tells.</summary>
    public static Charge ChargeOf(int status) => status switch
    {
        408 => Charge.InDoubt,
        503 or (>= 400 and < 500) => Charge.Free,
        _ => Charge.InDoubt,
    };

    private static Charge ChargeOf(JsonElement answer, bool hasOutput)
    {
        if (answer.MembersOf("error").Any(static error => error.ValueKind is not JsonValueKind.Null))
        {
            return Charge.InDoubt;
        }

        return answer.MembersOf("usage").LastOrDefault() is { ValueKind: JsonValueKind.Object } usage
            ? UsageOracle.ChargeOf(usage, hasOutput)
            : new Charge { Status = "succeeded", IsEstimated = true };
    }
}
