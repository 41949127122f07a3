using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Row keys of an instance's partition, and of the partition of the pending index.</summary>
internal static class RowKeys
{
    /// <summary>The instance's record: its ETag orders all that happens in the partition.</summary>
    internal const string Head = "i";

    internal const string HistoryPrefix = "h|";
    internal const string InboxPrefix = "m|";
    internal const string OutboxPrefix = "o|";
    internal const string RemovedPrefix = "r|";

    /// <summary>The one partition of the pending table.</summary>
    internal const string PendingPartition = "hub";

    internal const string ArrivalPrefix = "a|";
    internal const string PendingPrefix = "p|";

    /// <summary>Guards what the active process writes to the pending partition, and counts the hub's holders.</summary>
    internal const string Fence = "f";

    private const int MaxMessageIdCharacters = 128;

    internal static string History(int generation, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{HistoryPrefix}{generation:D10}|{sequence:D8}");

    internal static bool IsOfGeneration(string historyKey, int generation) => historyKey.StartsWith(
        string.Create(CultureInfo.InvariantCulture, $"{HistoryPrefix}{generation:D10}|"), StringComparison.Ordinal);

    internal static int SequenceOf(string historyKey) =>
        int.Parse(historyKey.AsSpan(historyKey.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    internal static string Inbox(string messageId) => InboxPrefix + Checked(messageId);

    internal static string Outbox(string messageId) => OutboxPrefix + Checked(messageId);

    internal static string Removed(int number) => string.Create(CultureInfo.InvariantCulture, $"{RemovedPrefix}{number:D6}");

    internal static string MessageIdOf(string rowKey) => rowKey[InboxPrefix.Length..];

    internal static string Pending(string instanceId) => PendingPrefix + Hash(instanceId);

    internal static string Arrival(string instanceId, string messageId) => $"{ArrivalPrefix}{Hash(instanceId)}|{Checked(messageId)}";

    /// <summary>A short name of an instance id, for keys that nobody needs to decode.</summary>
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Checked(string messageId)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(messageId.Length, MaxMessageIdCharacters, nameof(messageId));
        foreach (var character in messageId)
        {
            if (!char.IsAsciiDigit(character) && !char.IsAsciiLetterLower(character) && character != '-')
            {
                throw new ArgumentException($"Message id '{messageId}' may only have 0-9, a-z and '-'.", nameof(messageId));
            }
        }

        return messageId;
    }
}
