using GenOps.Application.Storage;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>Text over the limit of one column goes on in <c>Name2</c>, <c>Name3</c>, …; whoever reads the table joins them in this order.</summary>
internal static class LongText
{
    private const int MaxCharacters = RowLimits.MaxValueBytes / sizeof(char);

    public static void LongColumn(this IColumnWriter columns, string name, string? value)
    {
        if (value is null || value.Length <= MaxCharacters)
        {
            columns.Text(name, value);
            return;
        }

        var start = 0;
        for (var part = 1; start < value.Length; part++)
        {
            var length = Math.Min(MaxCharacters, value.Length - start);
            if (char.IsHighSurrogate(value[start + length - 1]) && start + length < value.Length)
            {
                // A pair must not be cut: half of one cannot be sent.
                length--;
            }

            columns.Text(NameOf(name, part), value.Substring(start, length));
            start += length;
        }
    }

    /// <summary>Name of a part, counted from 1.</summary>
    public static string NameOf(string name, int part) => part == 1 ? name : $"{name}{part}";
}
