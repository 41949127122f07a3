namespace GenOps.Core.Tests.Wire;

/// <summary>Seeded requests and answers that are valid, in every order and spelling.</summary>
internal static class RandomBodies
{
    public static string Chat(Random random)
    {
        var members = new List<(string, string)>
        {
            ("model", RandomJson.Quoted(random, "m" + RandomJson.Text(random))),
            ("messages", $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Message(random)))}]"),
        };
        Maybe("metadata", () => random.Next(4) == 0 ? "null" : RandomJson.Object(random, [("team", "\"a\""), ("tag", RandomJson.Quoted(random, "}"))]));
        Maybe("max_tokens", () => random.Next(3) == 0 ? "null" : "17");
        Maybe("max_completion_tokens", () => random.Next(2) == 0 ? "null" : "23");
        Maybe("stream", () => random.Next(4) == 0 ? "false" : "true");
        Maybe("stream_options", () => StreamOptions(random));
        Maybe("n", () => "2");
        Maybe("tools", () => """[{"type":"function","function":{"name":"f"}}]""");
        foreach (var i in Enumerable.Range(0, random.Next(5)))
        {
            members.Add(($"other{i}", RandomJson.Value(random, depth: 3)));
        }

        return RandomJson.Object(random, members);

        void Maybe(string name, Func<string> value)
        {
            if (random.Next(2) == 0)
            {
                members.Add((name, value()));
            }
        }
    }

    public static string Answer(Random random)
    {
        var members = new List<(string, string)>
        {
            ("id", "\"x\""),
            ("choices", $$"""[{"message":{"role":"assistant","content":{{RandomJson.Quoted(random, RandomJson.Text(random))}}},"finish_reason":"stop"}]"""),
            ("usage", random.Next(3) == 0 ? "null" : """{"prompt_tokens":3,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":1}}"""),
            ("other", RandomJson.Value(random, depth: 3)),
        };
        if (random.Next(3) == 0)
        {
            members.Add(("genops", RandomJson.Value(random, depth: 2)));
        }

        return RandomJson.Object(random, members[random.Next(members.Count)..]);
    }

    private static string Message(Random random) => RandomJson.Object(
        random,
        [
            ("role", "\"user\""),
            ("content", random.Next(2) == 0
                ? RandomJson.Quoted(random, RandomJson.Text(random))
                : """[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"b"}}]"""),
        ]);

    private static string StreamOptions(Random random) => random.Next(4) switch
    {
        0 => "null",
        1 => "{ }",
        2 => RandomJson.Object(random, [("x", RandomJson.Value(random, depth: 2))]),
        _ => RandomJson.Object(random, [("include_usage", random.Next(2) == 0 ? "false" : "null"), ("x", "[1]")]),
    };
}
