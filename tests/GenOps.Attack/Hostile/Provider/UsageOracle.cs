using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>A usage object as somebody reads it who knows only what the documents say of it.</summary>
internal sealed partial class UsageOracle
{
    private const int InputNanoUsd = 50;
    private const int OutputNanoUsd = 200;
    private static readonly string[] Known = ["prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "reasoning_tokens"];
    private static readonly string[] Details = ["prompt_tokens_details", "completion_tokens_details"];

    private readonly Dictionary<string, List<long?>> _counts = [];

    private UsageOracle(JsonElement usage)
    {
        Collect(usage);
        foreach (var details in Details.SelectMany(name => usage.MembersOf(name)).Where(static details => details.ValueKind is JsonValueKind.Object))
        {
            Collect(details);
        }
    }

    /// <summary>The charge for an answer with this usage.</summary>
    public static Charge ChargeOf(JsonElement usage, bool hasOutput)
    {
        var oracle = new UsageOracle(usage);
        var (input, output) = (oracle.Single("prompt_tokens"), oracle.Single("completion_tokens"));
        var reported = ((input ?? 0) * InputNanoUsd) + ((output ?? 0) * OutputNanoUsd);
        return oracle.IsBelievable(input, output, hasOutput)
            ? new Charge { Status = "succeeded", CostNanoUsd = reported, IsEstimated = false, LeastNanoUsd = reported, AboveNanoUsd = reported }
            : new Charge { Status = "succeeded", LeastNanoUsd = reported, AboveNanoUsd = oracle.Sum * (InputNanoUsd + OutputNanoUsd) };
    }

    /// <summary>The most that the numbers in a text could be charged as.</summary>
    public static long MostNanoUsd(byte[] text) => Numbers().Matches(System.Text.Encoding.Latin1.GetString(text))
        .Sum(static match => long.TryParse(match.ValueSpan, CultureInfo.InvariantCulture, out var count) && count <= int.MaxValue ? count * (InputNanoUsd + OutputNanoUsd) : 0);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    // Every number that may raise the charge.
    private long Sum => _counts.Values.SelectMany(static counts => counts).Sum(static count => count ?? 0);

    private bool IsBelievable(long? input, long? output, bool hasOutput) =>
        input is not null
        && (output is not null || (!hasOutput && !_counts.ContainsKey("completion_tokens")))
        && _counts.Values.All(static counts => counts is [not null])
        && (!_counts.ContainsKey("total_tokens") || Single("total_tokens") == input + (output ?? 0))
        && !_counts.ContainsKey("cached_tokens")
        && (!_counts.ContainsKey("reasoning_tokens") || Single("reasoning_tokens") <= (output ?? 0));

    private long? Single(string name) => _counts.TryGetValue(name, out var counts) ? counts[^1] : null;

    private void Collect(JsonElement json)
    {
        foreach (var name in Known)
        {
            var counts = json.MembersOf(name).Select(CountOf).ToList();
            if (counts.Count > 0)
            {
                _counts[name] = [.. _counts.GetValueOrDefault(name) ?? [], .. counts];
            }
        }
    }

    private static long? CountOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and <= int.MaxValue ? count : null;
}
