using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Draws streams of a route, good ones and those that nobody should send.</summary>
/// <param name="isChat">Whether text stands in <c>delta</c>.</param>
internal sealed class StreamParts(bool isChat)
{
    private const int HugeBytes = 1_100_000;

    private static readonly string[] Texts = ["", "a", "Hello ", "\n\n", "data: x\n\n", "h\u00E9\U0001F600", "\"[DONE]\"", "\u0000\u2028", "genops"];

    private static readonly string[] Silent =
    [
        "{}", "{\"choices\":null}", "{\"choices\":[]}", "{\"choices\":[null]}", "{\"choices\":{}}", "{\"choices\":[{\"delta\":null,\"text\":null}]}", "{\"choices\":[],\"usage\":null}", "{\"error\":null}",
        "{\"x\":\"\\ud800\"}", "{\"genops\":{\"cost_nano_usd\":0}}", "{\"choices\":[],\"g\\u0065nops\":1}", "{\n\n\"choices\"\n:[]}", "{\"usage\":[],\"genops\":[]}", "{\"choices\":[{\"finish_reason\":7}]}",
    ];

    private static readonly string[] Breaking =
    [
        "", "{", "[]", "[DONE", "hello", "{}{}", "{\"error\":{\"message\":\"x\"}}", "{\"error\":\"x\",\"choices\":[]}", "{\"x\":\"a\nb\"}", new('x', HugeBytes), $"{{\"x\":{new string('[', 70)}{new string(']', 70)}}}",
    ];

    /// <summary>A stream of any parts in the middle, and any of the ends that there are.</summary>
    /// <param name="choices">Choices asked for.</param>
    public Gen<StreamPart[]> Any(int choices) =>
        from middle in Gen.ArrayOf(Gen.Frequency((8, Text()), (3, Comment()), (3, Quiet()), (2, Usage()), (1, Broken())), 6)
        from count in Gen.Choose(0, 6)
        from finishes in Gen.ArrayOf(Finish(), choices)
        from finished in Gen.Frequency((6, Gen.Constant(choices)), (1, Gen.Choose(0, choices)))
        from report in Gen.Frequency((3, Usage().Select(static usage => new[] { usage })), (1, Gen.Constant(Array.Empty<StreamPart>())), (1, Gen.ArrayOf(Usage(), 2)))
        from end in Gen.Frequency((5, Gen.Constant<StreamPart[]>([Done])), (2, Gen.Constant(Array.Empty<StreamPart>())), (1, Late()))
        select (StreamPart[])[.. middle[..count], .. finishes[..finished], .. report, .. end];

    private static StreamPart Done { get; } = new("[DONE]") { IsDone = true };

    private static Gen<StreamPart> Comment() => Gen.Elements("", " keep-alive", "data: {}", ": [DONE]").Select(static text => new StreamPart(text) { IsComment = true });

    private static Gen<StreamPart> Quiet() => Gen.Elements(Silent).Select(static data => new StreamPart(data));

    private static Gen<StreamPart> Broken() => Gen.Elements(Breaking).Select(static data => new StreamPart(data) { Breaks = true });

    private static Gen<StreamPart> Usage() =>
        from usage in AnswerBodies.Usage()
        from form in Gen.Elements("{{\"choices\":[],\"usage\":{0}}}", "{{\"usage\":{0},\"genops\":null}}", "{{\n\"id\":\"u\",\n\"choices\":[],\n\"usage\":\n{0}\n}}")
        select new StreamPart(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, usage)) { Usage = usage };

    private static Gen<string?> UsageOrNone(int none) =>
        Gen.Frequency((none, Gen.Constant<string?>(null)), (1, AnswerBodies.Usage().Select(static usage => (string?)usage)));

    private Gen<StreamPart> Text() =>
        from text in Gen.Elements(Texts)
        from more in Gen.Frequency<string>((6, Gen.Constant("")), (1, Gen.Constant(",\"genops\":{\"cost_nano_usd\":0}")), (1, Gen.Constant(",\n\"x\":\n1")))
        from usage in UsageOrNone(5)
        select new StreamPart(Chunk(text, "null", usage, more)) { Text = text, Usage = usage };

    private Gen<StreamPart> Finish() =>
        from text in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements(Texts)))
        from more in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant(",\"genops\":{}")), (1, Gen.Constant(",\n\"x\":1\n")))
        from usage in UsageOrNone(2)
        select new StreamPart(Chunk(text, "\"stop\"", usage, more)) { Text = text, Finishes = true, Usage = usage };

    // What comes after the end is nobody's.
    private Gen<StreamPart[]> Late() =>
        from part in Gen.OneOf(Text(), Usage(), Broken(), Finish())
        select (StreamPart[])[Done, part, Done];

    private string Chunk(string text, string finish, string? usage, string more)
    {
        var content = JsonSerializer.Serialize(text);
        var choice = isChat ? $"\"delta\":{{\"content\":{content}}}" : $"\"text\":{content}";
        return $"{{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{{\"index\":0,{choice},\"finish_reason\":{finish}}}]{(usage is null ? "" : $",\"usage\":{usage}")}{more}}}";
    }
}
