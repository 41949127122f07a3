using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using GenOps.Core.Wire;

namespace GenOps.Core.Tests.Wire;

/// <summary>Short ways to read and rewrite bodies written as text.</summary>
internal static class Bodies
{
    public const string Chat = """{"model":"m","messages":[{"role":"user","content":"hi"}]}""";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A chat body with more properties after model and messages.</summary>
    public static string ChatWith(string properties) => $$"""{"model":"m","messages":[{"role":"user","content":"hi"}],{{properties}}}""";

    public static InferenceRequest Read(string body, InferenceEndpoint endpoint = InferenceEndpoint.ChatCompletions)
    {
        Assert.True(InferenceRequestReader.TryRead(endpoint, Utf8(body), out var request, out var fault), fault?.Message);
        Assert.Null(fault);
        return request;
    }

    public static RequestFault Refuse(string body, InferenceEndpoint endpoint = InferenceEndpoint.ChatCompletions) =>
        Refuse(Utf8(body), endpoint);

    public static RequestFault Refuse(byte[] body, InferenceEndpoint endpoint = InferenceEndpoint.ChatCompletions)
    {
        Assert.False(InferenceRequestReader.TryRead(endpoint, body, out var request, out var fault));
        Assert.Null(request);
        Assert.NotEmpty(fault.Message);
        return fault;
    }

    public static string Rewrite(InferenceRequest request, RequestEdits edits = default)
    {
        var output = new ArrayBufferWriter<byte>();
        RequestRewriter.Write(request, edits, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static bool SameJson(string left, string right) => JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));
}
