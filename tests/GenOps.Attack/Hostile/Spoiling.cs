using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile;

/// <summary>Makes bad bodies of good ones: bytes changed, cut, doubled, and JSON values replaced by what parsers dread.</summary>
internal static class Spoiling
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e999", "-1e400", "1.5", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[[[[[[[]]]]]]]]", "\"9e9\"", "\"-0.1\"",
        "\"0.0000000001\"", "\"NaN\"", "{\"a\":{\"a\":{\"a\":{}}}}", "\"2026-13-45\"", "\"../../x\"", "\"\\n\\r\\u2028\"", "01", "nul", "'x'", "\"" + "x" + "\\uD83D\"",
    ];

    /// <summary>Spoiled bodies of one good one.</summary>
    public static Gen<byte[]> Of(string good)
    {
        var bytes = Encoding.UTF8.GetBytes(good);
        return Gen.OneOf(Flipped(bytes), Cut(bytes), Doubled(bytes), Replaced(good), Noise());
    }

    private static Gen<byte[]> Flipped(byte[] good) =>
        from count in Gen.Choose(1, 4)
        from places in Gen.ArrayOf(Gen.Choose(0, good.Length - 1), count)
        from values in Gen.ArrayOf(Gen.Choose(0, 255), count)
        select Set(good, places, values);

    private static Gen<byte[]> Cut(byte[] good) => from length in Gen.Choose(0, good.Length - 1) select good[..length];

    private static Gen<byte[]> Doubled(byte[] good) =>
        from start in Gen.Choose(0, good.Length - 1)
        from end in Gen.Choose(start, good.Length)
        from times in Gen.Choose(2, 40)
        select (byte[])[.. good[..start], .. Enumerable.Repeat(good[start..end], times).SelectMany(static part => part), .. good[end..]];

    // After a colon, a bracket or a comma stands a value.
    private static Gen<byte[]> Replaced(string good)
    {
        var places = Enumerable.Range(0, good.Length).Where(place => good[place] is ':' or '[' or ',').ToArray();
        return from place in Gen.Elements(places.Length == 0 ? [0] : places)
               from value in Gen.Elements(Values)
               select Encoding.UTF8.GetBytes(good[..(place + 1)] + value + good[EndOfValue(good, place + 1)..]);
    }

    private static Gen<byte[]> Noise() => from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 64) select Array.ConvertAll(bytes, static value => (byte)value);

    private static int EndOfValue(string text, int start)
    {
        var end = text.IndexOfAny([',', '}', ']'], start);
        return end < 0 ? text.Length : end;
    }

    private static byte[] Set(byte[] good, int[] places, int[] values)
    {
        var spoiled = (byte[])good.Clone();
        foreach (var (place, value) in places.Zip(values))
        {
            spoiled[place] = (byte)value;
        }

        return spoiled;
    }
}
