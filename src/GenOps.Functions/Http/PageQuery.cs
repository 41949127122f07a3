using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>The <c>limit</c> and <c>cursor</c> of a list.</summary>
internal readonly record struct PageQuery(int Limit, string? Cursor)
{
    private const int DefaultLimit = 50;

    /// <summary>Reads the query; every fault is added by its name.</summary>
    public static PageQuery Read(HttpRequest request, int mostRows, Func<string, bool> isCursor, List<KeyValuePair<string, string>> faults)
    {
        var limit = DefaultLimit;
        var asked = request.Query["limit"].ToString();
        if (asked.Length > 0
            && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > mostRows))
        {
            faults.Add(new("limit", $"This is {Shown(asked)}; it must be a whole number from 1 to {mostRows}."));
        }

        var cursor = request.Query["cursor"].ToString();
        if (cursor.Length > 0 && !isCursor(cursor))
        {
            faults.Add(new("cursor", $"This is {Shown(cursor)}; it must be the next_cursor of the page before."));
        }

        return new PageQuery(limit, cursor.Length == 0 ? null : cursor);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
