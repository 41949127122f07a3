using System.Globalization;
using GenOps.Cli.Books;
using GenOps.Core.Batches;
using GenOps.Core.Sessions;

namespace GenOps.Cli.Explain;

/// <summary>
/// A request as people copy it: <c>ULID</c>, a batch's item <c>ULID-00012</c>, or the id of one of its entries, such as <c>ULID-2</c>. The ULID tells when
/// the request or its batch came in.
/// </summary>
internal sealed record RequestName(string RequestId, DateTimeOffset CameAt, string? BatchId, int Item)
{
    private const int UlidLength = 26;
    private const int ItemDigits = 5;

    // Waiting does not extend a batch's completion window, which is 744 h at most.
    private const int MaxBatchDays = 32;

    // Beyond it there is no next day to look at.
    private static readonly DateTimeOffset LastDay = DateTimeOffset.MaxValue.AddDays(-MaxBatchDays);

    /// <summary>Null when the text can be no request.</summary>
    public static RequestName? Parse(string text)
    {
        var parts = text.Trim().ToUpperInvariant().Split('-');
        if (!SessionIds.IsValid(parts[0]) || UlidTime.Of(parts[0]) is not { } cameAt || cameAt >= LastDay)
        {
            return null;
        }

        return parts.Length > 1 && parts[1].Length >= ItemDigits && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var item)
            ? new RequestName($"{parts[0]}-{parts[1]}", cameAt, BatchIds.Of(parts[0]), item)
            : new RequestName(parts[0], cameAt, BatchId: null, Item: 0);
    }

    /// <summary>The UTC days on which it may have been charged: a call's are its own and, at midnight, the next.</summary>
    public IEnumerable<DateOnly> Days(DateOnly today)
    {
        var first = DateOnly.FromDateTime(CameAt.UtcDateTime);
        var last = first.AddDays(BatchId is null ? 1 : MaxBatchDays);
        for (var day = first; day <= last && (day <= today || day == first); day = day.AddDays(1))
        {
            yield return day;
        }
    }

    public override string ToString() => RequestId.Length > UlidLength ? $"item {RequestId}" : RequestId;
}
