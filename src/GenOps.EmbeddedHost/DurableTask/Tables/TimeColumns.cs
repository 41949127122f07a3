using System.Globalization;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Times as ISO 8601 text: whole, with their offset, and without the lower bound that storage's own type has.</summary>
internal static class TimeColumns
{
    internal static string Write(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    internal static void PutTime(this TableEntity row, string column, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            row[column] = Write(value);
        }
    }

    internal static DateTimeOffset? GetTime(this TableEntity row, string column) => row.GetString(column) is { } text
        ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None)
        : null;
}
