using System.Buffers;
using System.Text.Json;

namespace GenOps.Application.Batches.Output;

/// <summary>The finished lines of a batch's results, each ready for the output or the error file. Pure.</summary>
/// <remarks>
/// A result is a flag of <see cref="ResultLines"/>, OpenAI's <c>{id, custom_id, response, error}</c> on one line, and a line feed.
/// </remarks>
internal static class BatchLines
{
    private const int Framing = 256;
    private const byte EndOfLine = (byte)'\n';

    /// <summary>An answer: it goes to the output file.</summary>
    /// <param name="customId">The caller's name for the line.</param>
    /// <param name="requestId">Names the attempt; the line's own id is made of it.</param>
    /// <param name="statusCode">200 for every answer of a provider that counts as one.</param>
    /// <param name="body">The answer, a JSON value that may span lines.</param>
    public static byte[] Succeeded(string customId, string requestId, int statusCode, ReadOnlySpan<byte> body)
    {
        var output = new ArrayBufferWriter<byte>(body.Length + Framing);
        output.Write([ResultLines.Output]);
        using (var json = new Utf8JsonWriter(output))
        {
            Start(json, customId, requestId);
            WriteResponse(json, requestId, statusCode, body);
            json.WriteNull("error"u8);
            json.WriteEndObject();
        }

        return Finish(output);
    }

    /// <summary>A line without an answer: it goes to the error file.</summary>
    /// <param name="customId">The caller's name for the line.</param>
    /// <param name="requestId">Names the attempt or the line; the line's own id is made of it.</param>
    /// <param name="code">Why, for programs, such as <c>batch_expired</c>.</param>
    /// <param name="message">Why, for people.</param>
    public static byte[] Failed(string customId, string requestId, string code, string message) =>
        Failed(customId, requestId, code, message, statusCode: 0, body: default);

    /// <summary>A line that was answered with a refusal: it goes to the error file with the refusal as its response.</summary>
    /// <param name="customId">The caller's name for the line.</param>
    /// <param name="requestId">Names the attempt; the line's own id is made of it.</param>
    /// <param name="code">Why, for programs.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="statusCode">What the call would have answered over HTTP; 0 for no response.</param>
    /// <param name="body">What it would have answered, a JSON value that may span lines.</param>
    public static byte[] Failed(string customId, string requestId, string code, string message, int statusCode, ReadOnlySpan<byte> body)
    {
        var output = new ArrayBufferWriter<byte>(body.Length + message.Length + Framing);
        output.Write([ResultLines.Error]);
        using (var json = new Utf8JsonWriter(output))
        {
            Start(json, customId, requestId);
            if (statusCode == 0)
            {
                json.WriteNull("response"u8);
            }
            else
            {
                WriteResponse(json, requestId, statusCode, body);
            }

            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, code);
            json.WriteString("message"u8, message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Finish(output);
    }

    private static void Start(Utf8JsonWriter json, string customId, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "batch_req_" + requestId);
        json.WriteString("custom_id"u8, customId);
    }

    private static void WriteResponse(Utf8JsonWriter json, string requestId, int statusCode, ReadOnlySpan<byte> body)
    {
        json.WriteStartObject("response"u8);
        json.WriteNumber("status_code"u8, statusCode);
        json.WriteString("request_id"u8, requestId);
        json.WritePropertyName("body"u8);
        json.WriteRawValue(OnOneLine(body));
        json.WriteEndObject();
    }

    // In valid JSON an end of line stands between tokens only: in a string it is escaped.
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> body)
    {
        if (body.IndexOfAny((byte)'\r', EndOfLine) < 0)
        {
            return body;
        }

        var line = body.ToArray();
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        line.AsSpan().Replace(EndOfLine, (byte)' ');
        return line;
    }

    private static byte[] Finish(ArrayBufferWriter<byte> output)
    {
        output.Write([EndOfLine]);
        return output.WrittenSpan.ToArray();
    }
}
