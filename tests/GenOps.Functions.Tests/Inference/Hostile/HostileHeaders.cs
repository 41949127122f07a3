using System.IO.Compression;
using System.Text;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference.Hostile;

/// <summary>Good bodies with headers that must be refused, or encoded as nobody announced.</summary>
internal static class HostileHeaders
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes(
        """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"canary-of-the-prompt"}],"max_tokens":50}""");

    public static IEnumerable<HostileRequest> All() => [.. Attribution(), .. Encoded(), .. Typed()];

    private static IEnumerable<HostileRequest> Attribution() =>
        from header in ((string Name, string Value)[])
        [
            ("x-genops-team", new string('t', 64)), ("x-genops-team", "../etc"), ("x-genops-team", "a.b"), ("x-genops-team", "a/b"),
            ("x-genops-team", "a|b"), ("x-genops-team", "-a"), ("x-genops-project", "A"), ("x-genops-project", "a b"), ("x-genops-project", "a\tb"),
            ("x-genops-customer", new string('c', 257)), ("x-genops-customer", new string('c', 8_000)),
            ("x-genops-user", "a\tb"), ("x-genops-feature", "a\tb"),
            ("x-genops-session-id", "../../x"), ("x-genops-session-id", "'; drop table"), ("x-genops-session-id", new string('s', 256)),
            ("x-genops-tags", "="), ("x-genops-tags", "=a"), ("x-genops-tags", "a"), ("x-genops-tags", "a=1,a=2"), ("x-genops-tags", "a=1, a =2"),
            ("x-genops-tags", new string('n', 65) + "=v"), ("x-genops-tags", "a=" + new string('v', 257)), ("x-genops-tags", "a=b\tc"),
            ("x-genops-tags", string.Join(',', Enumerable.Range(0, 17).Select(static index => $"n{index}=v"))),
            ("x-genops-tags", string.Join(',', Enumerable.Range(0, 2_000).Select(static index => $"n{index}=v"))),
            ("Idempotency-Key", new string('k', 256)), ("Idempotency-Key", " "),
        ]
        select With($"{header.Name}: {header.Value[..Math.Min(20, header.Value.Length)]}", Good, header);

    // Nothing is decompressed, so that nothing can blow up.
    private static IEnumerable<HostileRequest> Encoded() =>
    [
        With("gzip bomb", Compressed(new byte[1 << 20], 256, GZip), ("Content-Encoding", "gzip")),
        With("gzip of a good body", Compressed(Good, 1, GZip), ("Content-Encoding", "gzip")),
        With("brotli of a good body", Compressed(Good, 1, Brotli), ("Content-Encoding", "br")),
        With("deflate, twice", Compressed(Good, 2, ZLib), ("Content-Encoding", "deflate, deflate")),
    ];

    private static IEnumerable<HostileRequest> Typed() =>
        from type in (string[])
        [
            "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/xml", "text/html", "application/octet-stream", "a/b;c",
        ]
        select With(
            type,
            Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n<a/>\r\n--x--"),
            ("Content-Type", type));

    private static GZipStream GZip(Stream output) => new(output, CompressionLevel.Fastest);

    private static BrotliStream Brotli(Stream output) => new(output, CompressionLevel.Fastest);

    private static ZLibStream ZLib(Stream output) => new(output, CompressionLevel.Fastest);

    private static byte[] Compressed(byte[] block, int times, Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output))
        {
            for (var index = 0; index < times; index++)
            {
                stream.Write(block);
            }
        }

        return output.ToArray();
    }

    private static HostileRequest With(string name, byte[] body, params (string Name, string Value)[] headers) =>
        new(name, InferenceCaller.ChatPath, body) { Headers = headers };
}
