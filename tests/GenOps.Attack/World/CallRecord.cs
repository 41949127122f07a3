using System.Text.Json;

namespace GenOps.Attack.World;

/// <summary>What a caller saw of one call.</summary>
/// <param name="Tenant">Who called.</param>
/// <param name="User">Marks the call in the provider's books and in the ledger.</param>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="Text">The answer; the part that came, if it broke off.</param>
internal sealed record CallRecord(string Tenant, string User, int Status, string Text)
{
    /// <summary>The call had no answer, or its stream broke off.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The <c>genops</c> object of a whole answer.</summary>
    public JsonElement? Genops => Status == 200 && !IsBroken ? ReadGenops() : null;

    /// <summary>The <c>error</c> object of a refusal.</summary>
    public JsonElement? Error => Status >= 400 && !IsBroken ? ReadError() : null;

    /// <summary>The error's code.</summary>
    public string? Code => Error?.GetProperty("code").GetString();

    private JsonElement? ReadError()
    {
        try
        {
            return JsonDocument.Parse(Text).RootElement is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error", out var error) ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A stream tells it in its last event before the end mark.
    private JsonElement? ReadGenops()
    {
        if (!Text.StartsWith("data:", StringComparison.Ordinal) && !Text.StartsWith(':'))
        {
            return JsonDocument.Parse(Text).RootElement.GetProperty("genops");
        }

        foreach (var line in Text.Split('\n').Reverse())
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal)
                && JsonDocument.Parse(line["data: ".Length..]).RootElement.TryGetProperty("genops", out var genops))
            {
                return genops;
            }
        }

        return null;
    }
}
