using System.Globalization;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Ways to put a body on the wire.</summary>
internal static class Framing
{
    private const string Close = "Connection: close\r\n";

    private static readonly string[] Lies =
    [
        "Content-Length: 5\r\n", "Content-Length: 99999\r\n", "Content-Length: 99999999999999\r\n", "Content-Length: -1\r\n", "Content-Length: x\r\n", "Content-Length: 5\r\nContent-Length: 7\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: deflate\r\n",
        "Content-Encoding: br\r\n", "Content-Encoding: gzip, gzip\r\n", "Content-Type\r\n", "X: \u0001\r\n", ": x\r\n", "Content-Range: bytes 5-9/3\r\n", "Upgrade: websocket\r\n",
    ];

    private static readonly string[] StatusLines =
        ["HTTP/1.1 20 OK", "HTTP/9.9 200 OK", "HTTP/1.0 200 OK", "HTTP/1.1 200", "ICY 200 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK", "HTTP/1.1 101 Switching Protocols", "", "{}"];

    /// <summary>Every right way; the body arrives as it is.</summary>
    public static Gen<WireAnswer> Right(byte[] body, string contentType, int status = 200) =>
        from cuts in Gen.ArrayOf(Gen.Choose(0, body.Length), 3)
        from way in Gen.Choose(0, 3)
        select Framed(way, body, cuts, $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} OK\r\nContent-Type: {contentType}\r\n{Close}");

    /// <summary>Every wrong way; who knows what arrives.</summary>
    public static Gen<WireAnswer> Wrong(byte[] body, string contentType) => Gen.OneOf(
        from lie in Gen.Elements(Lies)
        select WireAnswer.Of($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n{lie}{Close}", body, "a head that lies"),
        from line in Gen.Elements(StatusLines)
        select WireAnswer.Of($"{line}\r\nContent-Type: {contentType}\r\n{Close}", body, "a bad status line"),
        from length in Gen.Choose(0, body.Length)
        select WireAnswer.Of($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length + 1}\r\n{Close}", body[..length], "an answer cut off"),
        from size in Gen.Elements("0", "-1", "g", "ffffffffffffffff", "fffffff", "1;x=\"", "")
        select WireAnswer.Of($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n{Close}", [.. Encoding.Latin1.GetBytes(size + "\r\n"), .. body], "a bad chunk size"),
        from cut in Gen.Choose(1, 30)
        select WireAnswer.Of($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Encoding: gzip\r\n{Close}", Gzipped(body)[..^cut], "compressed and cut off") with { Body = body },
        from length in Gen.Choose(0, 40)
        select new WireAnswer([Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n"[..length])], "a head cut off", []));

    private static WireAnswer Framed(int way, byte[] body, int[] cuts, string head)
    {
        var pieces = Pieces(body, cuts);
        return way switch
        {
            0 => new([Head($"{head}Content-Length: {body.Length}\r\n"), .. pieces], $"whole, {head}", body),
            1 => new([Head($"{head}Transfer-Encoding: chunked\r\n"), .. pieces.Where(static piece => piece.Length > 0).Select(Chunk), Chunk([])], $"chunked, {head}", body),
            2 => new([Head(head), .. pieces], $"until the end, {head}", body),
            _ => new([Head($"{head}Content-Encoding: gzip\r\n"), Gzipped(body)], $"compressed, {head}", body),
        };
    }

    private static byte[] Head(string head) => Encoding.Latin1.GetBytes(head + "\r\n");

    private static byte[] Chunk(byte[] piece) => [.. Encoding.Latin1.GetBytes(piece.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. piece, 13, 10];

    private static List<byte[]> Pieces(byte[] body, int[] cuts)
    {
        int[] ends = [0, .. cuts.Order(), body.Length];
        return [.. ends.Zip(ends.Skip(1), (start, end) => body[start..end])];
    }

    private static byte[] Gzipped(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }
}
