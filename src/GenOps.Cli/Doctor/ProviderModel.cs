using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Core.Money;

namespace GenOps.Cli.Doctor;

/// <summary>A model as the provider lists it.</summary>
/// <param name="Name">Its id.</param>
/// <param name="InputNanoUsdPerMillion">Nano-dollars for a million input tokens; null when the list does not tell.</param>
/// <param name="OutputNanoUsdPerMillion">Nano-dollars for a million output tokens; null when the list does not tell.</param>
internal sealed record ProviderModel(string Name, long? InputNanoUsdPerMillion, long? OutputNanoUsdPerMillion)
{
    /// <summary>Whether the list tells both rates.</summary>
    public bool IsPriced => InputNanoUsdPerMillion is not null && OutputNanoUsdPerMillion is not null;

    /// <summary>Reads Together's bare array, or OpenAI's list object.</summary>
    public static IReadOnlyList<ProviderModel> ReadAll(JsonElement list)
    {
        var items = list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : list.Items("data");
        return [.. items.Where(static item => item.Text("id") is not null).Select(Read)];
    }

    private static ProviderModel Read(JsonElement item)
    {
        var pricing = item.Field("pricing");
        return new ProviderModel(item.Text("id")!, Nano(pricing.Text("input")), Nano(pricing.Text("output")));
    }

    private static long? Nano(string? text) => UsdText.Parse(text, out var nanoUsd) is UsdTextFault.None ? nanoUsd : null;
}
