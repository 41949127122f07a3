using System.Text;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference.Hostile;

/// <summary>Bodies that must be refused, each with a name. The same seed makes the same bodies.</summary>
internal static class HostileBodies
{
    private const string Head = """{"model":"openai/gpt-oss-20b",""";
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"canary-of-the-prompt\"}]";
    private const string Valid = Head + Messages + ",\"max_tokens\":50,\"n\":1,\"stream\":false,\"metadata\":{\"a\":\"b\"}}";

    public static IEnumerable<HostileRequest> All(int seed) =>
        [.. Cut(seed), .. Spoiled(seed), .. Numbers(), .. Syntax(), .. Shapes(), .. Deep(), .. Metadata(), .. Prompts()];

    // No part of a JSON object is one.
    private static IEnumerable<HostileRequest> Cut(int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, 60).Select(_ => random.Next(1, Valid.Length)).Select(static length => Chat($"cut at {length}", Valid[..length]));
    }

    // Control characters are nowhere allowed in JSON, and a continuation byte alone nowhere in UTF-8.
    private static IEnumerable<HostileRequest> Spoiled(int seed)
    {
        var random = new Random(seed + 1);
        for (var index = 0; index < 60; index++)
        {
            var (at, value) = (random.Next(Valid.Length), index % 2 == 0 ? random.Next(0x00, 0x09) : random.Next(0x80, 0xC0));
            byte[] body = [.. Encoding.UTF8.GetBytes(Valid[..at]), (byte)value, .. Encoding.UTF8.GetBytes(Valid[at..])];
            yield return new HostileRequest($"byte {value:x2} at {at}", InferenceCaller.ChatPath, body);
        }
    }

    private static IEnumerable<HostileRequest> Numbers()
    {
        string[] values =
        [
            "-1", "0", "-0", "1e999", "-1e999", "1.5", "1.0", "1e3", "2147483648", "9223372036854775808", new string('9', 5000),
            "NaN", "Infinity", "+1", "01", "0x10", "1_0", "\"1\"", "true", "[]", "{}", "[1]", "\"\\ud800\"",
        ];
        return from field in (string[])["max_tokens", "max_completion_tokens", "n", "best_of"]
            from value in values
            select Chat($"{field} {value[..Math.Min(20, value.Length)]}", $"{Head}{Messages},\"{field}\":{value}}}");
    }

    private static IEnumerable<HostileRequest> Syntax() =>
    [
        Chat("trailing comma", $"{Head}{Messages},}}"),
        Chat("comment", $"{Head}/* */{Messages}}}"),
        Chat("single quotes", Valid.Replace('"', '\'')),
        Chat("two objects", Valid + Valid),
        Chat("garbage after the end", Valid + "x"),
        Chat("array around it", $"[{Valid}]"),
        Chat("string around it", System.Text.Json.JsonSerializer.Serialize(Valid)),
        Chat("form", "model=openai%2Fgpt-oss-20b&messages=hello"),
        Chat("null", "null"),
        Chat("spaces only", new string(' ', 10_000)),
        new("byte order mark", InferenceCaller.ChatPath, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Valid)]),
        new("UTF-16", InferenceCaller.ChatPath, Encoding.Unicode.GetBytes(Valid)),
        new("overlong encoding", InferenceCaller.ChatPath, [.. Encoding.UTF8.GetBytes(Valid[..^1]), 0xC0, 0xFD]),
        new("surrogate in UTF-8", InferenceCaller.ChatPath, [.. Encoding.UTF8.GetBytes(Head + "\"x\":\""), 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes("\"," + Messages + "}")]),
    ];

    private static IEnumerable<HostileRequest> Shapes() =>
    [
        Chat("model twice", $"{Head}{Messages},\"model\":\"openai/gpt-oss-120b\"}}"),
        Chat("model twice, escaped", $"{Head}{Messages},\"mod\\u0065l\":\"openai/gpt-oss-120b\"}}"),
        Chat("max_tokens twice", $"{Head}{Messages},\"max_tokens\":1,\"max_tokens\":8000}}"),
        Chat("max_tokens twice, escaped", $"{Head}{Messages},\"max_tokens\":1,\"max\\u005ftokens\":8000}}"),
        Chat("messages twice", $"{Head}{Messages},{Messages}}}"),
        Chat("unknown twice", $"{Head}{Messages},\"x\":1,\"x\":2}}"),
        Chat("half a surrogate as model", $"{{\"model\":\"\\ud800\",{Messages}}}"),
        Chat("spaces as model", $"{{\"model\":\"  \",{Messages}}}"),
        Chat("endless model", $"{{\"model\":\"{new string('m', 100_000)}\",{Messages}}}"),
        Chat("control characters in model", $"{{\"model\":\"a\\u0000\\r\\nx-genops-team: b\",{Messages}}}"),
        Chat("too many properties", $"{Head}{Messages},{string.Join(',', Enumerable.Range(0, 10_000).Select(static index => $"\"p{index}\":1"))}}}"),
        Chat("endless property name", $"{Head}{Messages},\"{new string('p', 100_000)}\":1}}"),
        Chat("messages of numbers", Head + "\"messages\":[1,2]}"),
        Chat("message without role", Head + "\"messages\":[{\"content\":\"canary-of-the-prompt\"}]}"),
        Chat("message with empty role", Head + "\"messages\":[{\"role\":\"\",\"content\":\"canary-of-the-prompt\"}]}"),
        Chat("messages as object", Head + "\"messages\":{\"0\":{}}}"),
        Chat("stream as number", $"{Head}{Messages},\"stream\":1}}"),
        Chat("stream_options as array", $"{Head}{Messages},\"stream\":true,\"stream_options\":[]}}"),
        Chat("include_usage twice", $"{Head}{Messages},\"stream_options\":{{\"include_usage\":true,\"include_usage\":false}}}}"),
        Chat("bound over the cap", $"{Head}{Messages},\"max_tokens\":2147483647}}"),
        Chat("hidden bound over the cap", $"{Head}{Messages},\"max_tokens\":1,\"max_completion_tokens\":2147483647}}"),
    ];

    private static IEnumerable<HostileRequest> Deep() =>
        from depth in (int[])[64, 65, 1_000, 100_000]
        from pair in (string[])["[]", "{}"]
        let open = pair == "[]" ? "[" : "{\"a\":"
        let inner = string.Concat(Enumerable.Repeat(open, depth)) + "1" + new string(pair[1], depth)
        select Chat($"{depth} levels of {pair}", $"{Head}{Messages},\"x\":{inner}}}");

    private static IEnumerable<HostileRequest> Metadata() =>
        from metadata in (string[])
        [
            "7", "[]", "\"team\"", "{\"a\":1}", "{\"a\":{}}", "{\"a\":[\"b\"]}", "{\"\":\"b\"}", "{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":\"1\",\"\\u0061\":\"2\"}",
            "{\"a\":\"\\udc00\"}", "{\"\\ud800\":\"a\"}", "{\"team\":\"../../etc\"}", "{\"team\":\"a\\u0000\"}", "{\"team\":\"a|b\"}", "{\"project\":\"A\"}",
            $"{{\"{new string('n', 65)}\":\"v\"}}", $"{{\"a\":\"{new string('v', 257)}\"}}",
            $"{{{string.Join(',', Enumerable.Range(0, 17).Select(static index => $"\"n{index}\":\"v\""))}}}",
            $"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(static index => $"\"n{index}\":\"v\""))}}}",
        ]
        select Chat($"metadata {metadata[..Math.Min(24, metadata.Length)]}", $"{Head}{Messages},\"metadata\":{metadata}}}");

    private static IEnumerable<HostileRequest> Prompts() =>
        from route in ((string Path, string Field)[])[("v1/completions", "prompt"), ("v1/embeddings", "input")]
        from value in (string[])
        [
            "[]", "{}", "7", "true", "[[\"a\"]]", "[1,\"a\"]", "[\"a\",1]", "[[1],[true]]", "[null]", "[[1,[2]]]",
            $"[{string.Join(',', Enumerable.Repeat("\"a\"", 2_049))}]", $"[{string.Join(',', Enumerable.Repeat("[1]", 100_000))}]",
        ]
        select new HostileRequest(
            $"{route.Field} {value[..Math.Min(12, value.Length)]}", route.Path, Encoding.UTF8.GetBytes($"{Head}\"{route.Field}\":{value}}}"));

    private static HostileRequest Chat(string name, string body) => new(name, InferenceCaller.ChatPath, Encoding.UTF8.GetBytes(body));
}
