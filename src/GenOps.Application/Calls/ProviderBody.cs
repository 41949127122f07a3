using System.Buffers;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>The body that the provider gets.</summary>
internal static class ProviderBody
{
    private const int Headroom = 128;

    /// <summary>The caller's bytes with what has to change.</summary>
    public static ReadOnlyMemory<byte> Write(CallPlan plan, PlannedModel model)
    {
        var parsed = plan.Parsed;
        var edits = new RequestEdits(model.Name == parsed.Model ? null : model.Name, plan.Caller.Document.DefaultMaxTokens);
        if (!RequestRewriter.IsChanged(parsed, edits))
        {
            return parsed.Body;
        }

        var output = new ArrayBufferWriter<byte>(parsed.Body.Length + Headroom);
        RequestRewriter.Write(parsed, edits, output);
        return output.WrittenMemory;
    }
}
