using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Writes parts as event streams in every way that the standard allows.</summary>
internal static class StreamFrames
{
    private static readonly string[] Fields = ["", "", "", "event: message", "id: 7", "retry: 10", "unknown: x", "id", ": between", "event:"];

    /// <summary>The bytes of a stream.</summary>
    public static Gen<byte[]> Of(IReadOnlyList<StreamPart> parts) =>
        from ends in Gen.ArrayOf(Gen.Elements("\n", "\r\n", "\r"), 4)
        from isMixed in Gen.Elements(true, false)
        from space in Gen.Elements(" ", "")
        from fields in Gen.ArrayOf(Gen.Elements(Fields), parts.Count)
        from mark in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant("\uFEFF")))
        select Encoding.UTF8.GetBytes(mark + Write(parts, fields, space, isMixed ? ends : ends[..1]));

    private static string Write(IReadOnlyList<StreamPart> parts, string[] fields, string space, string[] ends)
    {
        var (text, line) = (new StringBuilder(), 0);
        foreach (var (part, field) in parts.Zip(fields))
        {
            if (part.IsComment)
            {
                Line($":{part.Data}");
                continue;
            }

            if (field.Length > 0)
            {
                Line(field);
            }

            foreach (var data in part.Data.Split('\n'))
            {
                Line($"data:{space}{data}");
            }

            Line("");
        }

        return text.ToString();

        // CR before LF would be one end instead of two.
        void Line(string content)
        {
            var end = ends[line++ % ends.Length];
            text.Append(content).Append(content.Length == 0 && end == "\n" && text is [.., '\r'] ? "\r\n" : end);
        }
    }
}
