using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Bodies that a provider may send instead of a good answer.</summary>
internal static class AnswerBodies
{
    private static readonly string[] Counts =
    [
        "0", "1", "7", "18", "-1", "-9223372036854775808", "1.5", "7.0", "1e2", "1e999", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "null", "\"7\"", "[7]",
        "{}", "true",
    ];

    private static readonly string[] Usages = ["null", "[]", "{}", "\"7\"", "7", "true", "[{\"prompt_tokens\":1}]", "{\"prompt_tokens_details\":[]}", "{\"cost\":1}"];

    private static readonly string[] Insertions =
    [
        "\"genops\":{\"cost_nano_usd\":1}", "\"g\\u0065nops\":null", "\"error\":null", "\"error\":{}", "\"error\":\"x\"", "\"usage\":null", "\"usage\":{\"prompt_tokens\":1}", "\"us\\u0061ge\":{}",
        "\"choices\":null", "\"choices\":[]", "\"choices\":{}", "\"choices\":[null,1,[],\"x\",{}]", "\"choices\":[{\"message\":null,\"finish_reason\":1}]", "\"id\":1", "\"model\":\"\\ud800\"",
        "\"\\udc00\":1", "\"\":{}", "\"x\":\"\\u0000\"", "\"genops\":1,\"genops\":2",
    ];

    /// <summary>Bodies of one good answer, spoiled in every way.</summary>
    public static Gen<byte[]> Of(string good) => Gen.OneOf(
        Spoiling.Of(good),
        WithUsage(good, Gen.Elements(Usages)),
        WithUsage(good, Usage()),
        Inserted(good),
        Text(Gen.OneOf(Deep(), ManyChoices(good), Gen.Elements("", " ", "null", "[]", "\"x\"", "{}", "{}{}", "\n{}\n", "<html>", good + "x", "\uFEFF" + good, $"[{good}]"))),
        NotUtf8(good));

    /// <summary>A usage object; half of them are believable.</summary>
    public static Gen<string> Usage() => Gen.OneOf(
        from input in Gen.Choose(0, 5_000)
        from output in Gen.Choose(0, 5_000)
        select $"{{\"prompt_tokens\":{input}, \"completion_tokens\":{output},\"total_tokens\":{input + output},\"x\":[{{}}]}}",
        from counts in Gen.ArrayOf(Gen.Elements(Counts), 5)
        from shown in Gen.ArrayOf(Gen.Choose(0, 3), 5)
        select Members(counts, shown));

    private static string Members(string[] counts, int[] shown)
    {
        string[] names = ["prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "reasoning_tokens"];
        var members = names.Zip(counts, shown).Where(static member => member.Third > 0).Select(static member =>
            member is { First: "cached_tokens", Third: 1 } ? $"\"prompt_tokens_details\":{{\"cached_tokens\":{member.Second}}}" : $"\"{member.First}\":{member.Second}");
        return $"{{{string.Join(',', members)}}}";
    }

    private static Gen<byte[]> WithUsage(string good, Gen<string> usage) => Text(
        from text in usage
        select string.Concat(good.AsSpan(0, good.IndexOf("\"usage\":", StringComparison.Ordinal)), "\"usage\":", text, "}"));

    private static Gen<byte[]> Inserted(string good) => Text(
        from first in Gen.Elements(Insertions)
        from last in Gen.Elements(Insertions)
        from atStart in Gen.Elements(true, false)
        select atStart ? $"{{{first},{good.TrimStart()[1..]}" : $"{good.TrimEnd()[..^1]},{first},{last}}}");

    private static Gen<string> Deep() =>
        from depth in Gen.Choose(55, 75)
        from ends in Gen.Choose(0, 1)
        select $"{{\"x\":{new string('[', depth)}{new string(']', depth - ends)}}}";

    private static Gen<string> ManyChoices(string good) =>
        from count in Gen.Choose(100, 400)
        from finish in Gen.Elements("\"stop\"", "null")
        select $"{{\"choices\":[{string.Join(',', Enumerable.Repeat($"{{\"message\":{{\"content\":\"x\"}},\"text\":\"x\",\"finish_reason\":{finish}}}", count))}],{good.TrimStart()[1..]}";

    // Bytes of no character, where any byte may stand: inside of strings.
    private static Gen<byte[]> NotUtf8(string good)
    {
        var places = Enumerable.Range(1, good.Length - 1).Where(place => good[place - 1] == '"' && char.IsAsciiLetter(good[place])).ToArray();
        return from place in Gen.Elements(places)
               from bytes in Gen.Elements<byte[]>([0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80])
               select (byte[])[.. Encoding.UTF8.GetBytes(good[..place]), .. bytes, .. Encoding.UTF8.GetBytes(good[place..])];
    }

    private static Gen<byte[]> Text(Gen<string> texts) => texts.Select(Encoding.UTF8.GetBytes);
}
