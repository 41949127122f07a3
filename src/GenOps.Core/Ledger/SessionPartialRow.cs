using GenOps.Core.Rows;

namespace GenOps.Core.Ledger;

/// <summary>One instance's share of a session's sums, by model.</summary>
public sealed record SessionPartialRow(
    string SessionId,
    string Owner,
    IReadOnlyDictionary<string, Tally> ByModel,
    LatencyHistogram Latency,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt) : Row
{
    /// <inheritdoc/>
    public override string RowKey => KeyOf(SessionId, Owner);

    /// <summary>The key of an instance's share.</summary>
    public static string KeyOf(string sessionId, string owner) => $"s|{sessionId}|{owner}";

    /// <summary>Prefix of all shares of a session.</summary>
    public static string SessionPrefix(string sessionId) => $"s|{sessionId}|";
}
