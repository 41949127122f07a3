using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GenOps.Core.Rows;

namespace GenOps.Core.Ledger;

/// <summary>One instance's share of a day's sums for one combination of dimensions.</summary>
public sealed record RollupRow(RollupKey Rollup, string Owner, string Hash, Tally Tally, LatencyHistogram Latency) : Row
{
    /// <summary>Owner of the row that shares of finished instances are folded into.</summary>
    public const string FoldedOwner = "_";

    /// <inheritdoc/>
    public override string RowKey => string.Create(CultureInfo.InvariantCulture, $"r|{Rollup.Day:yyyy-MM-dd}|{Hash}|{Owner}");

    /// <summary>Prefix of all roll-ups of a day.</summary>
    public static string DayPrefix(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"r|{day:yyyy-MM-dd}|");

    /// <summary>A name for the combination that is safe in a key: 128 bits of SHA-256 over the length-prefixed values, in hex.</summary>
    public static string HashOf(RollupKey key)
    {
        var text = new StringBuilder();
        foreach (var value in (ReadOnlySpan<string?>)[key.Team, key.Project, key.Model, key.Customer, key.CostCenter, key.Environment, key.Feature])
        {
            text.Append(value?.Length ?? -1).Append(':').Append(value).Append('|');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
