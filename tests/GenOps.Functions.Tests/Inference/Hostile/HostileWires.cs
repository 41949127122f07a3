using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference.Hostile;

/// <summary>Bytes on the wire that are no proper request, or one for a path that is not served. <c>KEY</c> stands for a good key.</summary>
internal static class HostileWires
{
    private const string Good = """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"canary-of-the-prompt"}],"max_tokens":50}""";
    private const string Post = "POST /v1/chat/completions HTTP/1.1\r\n" + Usual;
    private const string Usual = "Host: localhost\r\nAuthorization: Bearer KEY\r\nContent-Type: application/json\r\nConnection: close\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

    private static readonly string Sized = $"Content-Length: {Good.Length}\r\n\r\n{Good}";

    /// <summary>Those that may be cut off without a word.</summary>
    public static IEnumerable<(string Name, string Bytes)> Broken(int seed) => [.. Chunks(), .. Lengths(), .. Heads(), .. Noise(seed)];

    private static IEnumerable<(string Name, string Bytes)> Chunks() =>
    [
        ("chunk size is no number", $"{Chunked}zz\r\n{Good}\r\n0\r\n\r\n"),
        ("chunk size is negative", $"{Chunked}-1\r\n{Good}\r\n0\r\n\r\n"),
        ("chunk size overflows", $"{Chunked}FFFFFFFFFFFFFFFFF\r\n{Good}\r\n0\r\n\r\n"),
        ("chunk size overflows an int", $"{Chunked}80000000\r\n{Good}\r\n0\r\n\r\n"),
        ("chunk is shorter than it says", $"{Chunked}{Good.Length + 1:x}\r\n{Good}\r\n0\r\n\r\n"),
        ("chunk is longer than it says", $"{Chunked}1\r\n{Good}\r\n0\r\n\r\n"),
        ("chunk without line end", $"{Chunked}{Good.Length:x}\r\n{Good}0\r\n\r\n"),
        ("chunks without end", $"{Chunked}{Good.Length:x}\r\n{Good}\r\n"),
        ("no chunk at all", $"{Chunked}0\r\n\r\n"),
        ("endless chunk extension", $"{Chunked}1;{new string('e', 100_000)}\r\n{{\r\n0\r\n\r\n"),
        ("unknown transfer encoding", $"{Post}Transfer-Encoding: gzip\r\n\r\n{Good}"),
        ("chunked is not last", $"{Post}Transfer-Encoding: chunked, gzip\r\n\r\n{Good}"),
    ];

    private static IEnumerable<(string Name, string Bytes)> Lengths() =>
    [
        ("length is negative", $"{Post}Content-Length: -1\r\n\r\n{Good}"),
        ("length is no number", $"{Post}Content-Length: many\r\n\r\n{Good}"),
        ("length is 2^63", $"{Post}Content-Length: 9223372036854775808\r\n\r\n{Good}"),
        ("two lengths", $"{Post}Content-Length: 5\r\nContent-Length: {Good.Length}\r\n\r\n{Good}"),
        ("two lengths in one", $"{Post}Content-Length: 5, {Good.Length}\r\n\r\n{Good}"),
        ("length cuts the body", $"{Post}Content-Length: {Good.Length - 1}\r\n\r\n{Good}"),
        ("length is more than comes", $"{Post}Content-Length: {Good.Length + 1}\r\n\r\n{Good}"),
        ("length of 100 GB", $"{Post}Content-Length: 107374182400\r\n\r\n{Good}"),
        ("no length", $"{Post}\r\n{Good}"),
        ("no body", $"{Post}Content-Length: 0\r\n\r\n"),
        ("request inside a body", $"{Post}Content-Length: 0\r\n\r\nGET /genops/tenants HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    ];

    private static IEnumerable<(string Name, string Bytes)> Heads() =>
    [
        ("header of 64 KB", $"{Post}x-long: {new string('h', 65_536)}\r\n{Sized}"),
        ("1,000 headers", $"{Post}{string.Concat(Enumerable.Range(0, 1_000).Select(static index => $"x-{index}: y\r\n"))}{Sized}"),
        ("NUL in a header", $"{Post}x-genops-customer: a\0b\r\n{Sized}"),
        ("carriage return in a header", $"{Post}x-genops-customer: a\rb\r\n{Sized}"),
        ("folded header", $"{Post}x-genops-customer: a\r\n b\r\n{Sized}"),
        ("space in a header's name", $"{Post}x genops team: a\r\n{Sized}"),
        ("header without name", $"{Post}: a\r\n{Sized}"),
        ("header without colon", $"{Post}x-genops-team\r\n{Sized}"),
        ("team of Latin letters", $"{Post}x-genops-team: \u00FCbung\r\n{Sized}"),
        ("team twice", $"{Post}x-genops-team: a\r\nx-genops-team: b\r\n{Sized}"),
        ("key twice", $"{Post}Authorization: Bearer KEY\r\n{Sized}"),
        ("key and another", $"{Post}x-api-key: gk-x\r\n{Sized}"),
        ("key in the path", $"POST /v1/chat/completions?api_key=KEY HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{Sized}"),
        ("no host", $"POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer KEY\r\n{Sized}"),
        ("two hosts", $"{Post}Host: other\r\n{Sized}"),
        ("bad host", $"POST /v1/chat/completions HTTP/1.1\r\nHost: a b\r\nAuthorization: Bearer KEY\r\n{Sized}"),
        ("method of many letters", $"{new string('P', 10_000)} /v1/chat/completions HTTP/1.1\r\n{Usual}{Sized}"),
        ("method that is none", $"P(OST /v1/chat/completions HTTP/1.1\r\n{Usual}{Sized}"),
    ];

    /// <summary>Proper requests for what is not served; each must be answered.</summary>
    public static IEnumerable<(string Name, string Bytes)> Paths() =>
        from path in (string[])
        [
            "//v1/chat/completions", "/v1//chat/completions", "/v1/chat%2Fcompletions", "/v1/chat/completions%00", "/v1/chat/completions;a",
            "/v1/chat/completions/x", "/v1/chat/completions%20", "/v1\\chat\\completions", "/../../etc/passwd", "/v1/models/../../../etc/passwd",
            "/v1/models/%2e%2e/%2e%2e/etc/passwd", "/v1/%63hat/completions/..", "/v1/chat/completions%0d%0ax-a:b", "/%", "/%zz", "/%c0%ae%c0%ae/", "/v1/chat/completions\u007F",
            "/" + new string('a', 20_000), "/v1/" + string.Concat(Enumerable.Repeat("a/", 2_000)), "v1/chat/completions", "*", "?", "/.env", "/host.json", "/admin/functions",
        ]
        select ($"path {path[..Math.Min(40, path.Length)]}", $"POST {path} HTTP/1.1\r\n{Usual}{Sized}");

    private static IEnumerable<(string Name, string Bytes)> Noise(int seed)
    {
        var random = new Random(seed);
        for (var index = 0; index < 20; index++)
        {
            var noise = new char[random.Next(1, 400)];
            for (var at = 0; at < noise.Length; at++)
            {
                noise[at] = (char)random.Next(256);
            }

            yield return ($"noise {index}", new string(noise) + "\r\n\r\n");
        }
    }
}
