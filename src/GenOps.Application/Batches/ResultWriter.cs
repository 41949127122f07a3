using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Core.Wire;

namespace GenOps.Application.Batches;

/// <summary>Writes the finished lines of the output and error files in OpenAI's shape, with the byte before that tells the file.</summary>
internal static class ResultWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An answer. The provider's body is kept, but for line ends between its tokens.</summary>
    public static ReadOnlyMemory<byte> Answer(string requestId, string customId, ReadOnlyMemory<byte> body) =>
        Write(ResultLines.Output, requestId, customId, 200, writer => WriteJson(writer, body), null);

    /// <summary>An item that failed. What the provider answered is shown as its response.</summary>
    public static ReadOnlyMemory<byte> Failure(string requestId, string customId, CallError error) => error.Provider?.Status is { } status
        ? Write(ResultLines.Error, requestId, customId, status, writer => WriteError(writer, error), null)
        : Write(ResultLines.Error, requestId, customId, null, null, writer => WriteCode(writer, CodeOf(error), error.Message));

    /// <summary>An item that was never answered because its batch ended.</summary>
    public static ReadOnlyMemory<byte> Unfinished(string requestId, string customId, StopReason stop)
    {
        var (code, message) = stop switch
        {
            StopReason.Cancelled => ("batch_cancelled", "The batch was cancelled before this line was answered."),
            StopReason.Expired => ("batch_expired", "The completion window ended before this line was answered."),
            StopReason.BudgetGone => ("budget_exceeded", "The budget was gone before this line could run; nothing was charged for it."),
            _ => throw new ArgumentOutOfRangeException(nameof(stop), stop, "The batch goes on."),
        };
        return Write(ResultLines.Error, requestId, customId, null, null, writer => WriteCode(writer, code, message));
    }

    private static ReadOnlyMemory<byte> Write(
        byte kind, string requestId, string customId, int? status, Action<Utf8JsonWriter>? writeBody, Action<Utf8JsonWriter>? writeError)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write([kind]);
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id", "batch_req_" + requestId);
            writer.WriteString("custom_id", customId);
            writer.WritePropertyName("response");
            if (writeBody is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteNumber("status_code", status!.Value);
                writer.WriteString("request_id", requestId);
                writer.WritePropertyName("body");
                writeBody(writer);
                writer.WriteEndObject();
            }

            writer.WritePropertyName("error");
            if (writeError is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                writeError(writer);
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    private static void WriteJson(Utf8JsonWriter writer, ReadOnlyMemory<byte> body) =>
        writer.WriteRawValue(ProviderText.OneLine(ProviderText.Utf8(body)).Span, skipInputValidation: true);

    private static void WriteError(Utf8JsonWriter writer, CallError error)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", error.Provider!.Message ?? error.Message);
        writer.WriteString("type", error.Provider.Type);
        writer.WriteString("code", CodeOf(error));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter writer, string code, string message)
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }

    private static string CodeOf(CallError error) => JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Code.ToString());
}
