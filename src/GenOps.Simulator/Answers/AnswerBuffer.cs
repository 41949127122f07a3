using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GenOps.Simulator;

/// <summary>A re-usable JSON writer over re-usable memory. One call uses it at a time.</summary>
internal sealed class AnswerBuffer : IDisposable
{
    private const int KeptBytes = 1024 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private ArrayBufferWriter<byte> _bytes = new(4096);

    public AnswerBuffer() => Json = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Json { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void WriteRaw(ReadOnlySpan<byte> utf8) => _bytes.Write(utf8);

    /// <summary>Ends a JSON text and makes the writer ready for the next one behind it.</summary>
    public void EndJson()
    {
        Json.Flush();
        Json.Reset(_bytes);
    }

    public void Clear()
    {
        if (_bytes.Capacity > KeptBytes)
        {
            _bytes = new ArrayBufferWriter<byte>(4096);
        }

        _bytes.ResetWrittenCount();
        Json.Reset(_bytes);
    }

    public void Dispose() => Json.Dispose();
}
