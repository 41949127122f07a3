using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>
/// Writes the body for the provider by splicing the caller's bytes: <c>metadata</c> goes, a missing bound and <c>include_usage</c> of a
/// stream come, the model may change. Every other byte stays as it was sent and where it was.
/// </summary>
public static class RequestRewriter
{
    private const string IncludeUsage = "\"include_usage\":true";

    /// <summary>Whether the provider gets other bytes than the caller sent.</summary>
    public static bool IsChanged(InferenceRequest request, RequestEdits edits) =>
        request.Layout.Metadata != default || edits.Model is not null || request.Stream || LacksBound(request, edits);

    /// <summary>Writes the rewritten body. Safe to call again with other edits, as fallbacks do.</summary>
    public static void Write(InferenceRequest request, RequestEdits edits, IBufferWriter<byte> output)
    {
        var body = request.Body.Span;
        var copied = 0;
        foreach (var splice in Splices(request, edits))
        {
            output.Write(body[copied..splice.At.Start]);
            Encoding.UTF8.GetBytes(splice.Text, output);
            copied = splice.At.End;
        }

        output.Write(body[copied..]);
    }

    private static bool LacksBound(InferenceRequest request, RequestEdits edits) =>
        edits.MaxTokens is not null && request.OutputTokenBound is null && request.Endpoint != InferenceEndpoint.Embeddings;

    private static List<Splice> Splices(InferenceRequest request, RequestEdits edits)
    {
        var layout = request.Layout;
        var splices = new List<Splice>(capacity: 5);
        var added = "";
        if (layout.Metadata != default)
        {
            splices.Add(new(layout.Metadata, ""));
        }

        if (edits.Model is { } model)
        {
            splices.Add(new(layout.Model, $"\"{JsonEncodedText.Encode(model)}\""));
        }

        if (LacksBound(request, edits))
        {
            AddOrReplace(layout.MaxTokensNull, "max_tokens", FormattableString.Invariant($"{edits.MaxTokens}"));
        }

        if (request.Stream)
        {
            AskForUsage();
        }

        splices.Add(new(new(layout.End, layout.End), added));
        splices.Sort(static (left, right) => (left.At.Start, left.At.End).CompareTo((right.At.Start, right.At.End)));
        return splices;

        void AddOrReplace(ByteSpan nullLiteral, string name, string value)
        {
            if (nullLiteral == default)
            {
                added += $",\"{name}\":{value}";
            }
            else
            {
                splices.Add(new(nullLiteral, value));
            }
        }

        void AskForUsage()
        {
            if (layout.IncludeUsage != default)
            {
                splices.Add(new(layout.IncludeUsage, "true"));
            }
            else if (layout.StreamOptionsInside > 0)
            {
                var at = layout.StreamOptionsInside;
                splices.Add(new(new(at, at), layout.StreamOptionsIsEmpty ? IncludeUsage : $"{IncludeUsage},"));
            }
            else
            {
                AddOrReplace(layout.StreamOptionsNull, "stream_options", $"{{{IncludeUsage}}}");
            }
        }
    }

    private readonly record struct Splice(ByteSpan At, string Text);
}
