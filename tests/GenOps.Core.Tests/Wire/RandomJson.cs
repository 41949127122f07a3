using System.Text;
using System.Text.Json.Nodes;

namespace GenOps.Core.Tests.Wire;

/// <summary>Seeded JSON of every sort, and damage to it.</summary>
internal static class RandomJson
{
    private static readonly string[] Texts =
    [
        "", "a", "hello world", "\"quoted\"", "back\\slash", "}{][,:", "\u0000\u001f\t\r\n", "é", "日本語", "😀👩‍👩‍👧", "e\u0301", "\uFEFF", "\u2028", "data: x\n\n",
        "include_usage", "metadata",
    ];

    private static readonly string[] Numbers = ["0", "-0", "1", "-1", "1.50", "1e2", "1E-7", "123456789012345678901234567890"];

    public static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => Texts[random.Next(Texts.Length)]));

    /// <summary>A string literal, now and then with more escapes than it needs.</summary>
    public static string Quoted(Random random, string text)
    {
        var json = new StringBuilder("\"");
        foreach (var unit in text)
        {
            var mustEscape = unit is '"' or '\\' || unit < ' ' || char.IsSurrogate(unit);
            if (mustEscape || random.Next(6) == 0)
            {
                json.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
            else
            {
                json.Append(unit);
            }
        }

        return json.Append('"').ToString();
    }

    public static string Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => "null",
        1 => "true",
        2 => Numbers[random.Next(Numbers.Length)],
        3 or 4 => Quoted(random, Text(random)),
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)))}]",
        _ => Object(random, Enumerable.Range(0, random.Next(4)).Select(i => ($"k{i}", Value(random, depth - 1)))),
    };

    /// <summary>An object of these members in random order, with random white space.</summary>
    public static string Object(Random random, IEnumerable<(string Name, string Json)> members)
    {
        var parts = members.Select(member => $"{Quoted(random, member.Name)}{Space(random)}:{Space(random)}{member.Json}{Space(random)}").ToArray();
        random.Shuffle(parts);
        return $"{{{Space(random)}{string.Join($",{Space(random)}", parts)}}}";
    }

    /// <summary>The bytes with a few of them changed, removed, doubled or cut off.</summary>
    public static byte[] Damage(Random random, byte[] json)
    {
        var bytes = json.ToList();
        for (var i = random.Next(1, 5); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "{}[]\":,\\0-.eu"u8[random.Next(13)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, random.Next(Math.Min(20, bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(30, bytes.Count - at))));
                    break;
            }
        }

        return [.. bytes];
    }

    public static JsonObject Parse(ReadOnlySpan<byte> json) => JsonNode.Parse(json)!.AsObject();

    private static string Space(Random random) => random.Next(5) switch
    {
        0 => " ",
        1 => "\r\n\t",
        _ => "",
    };
}
