using System.Net.ServerSentEvents;
using System.Text.Json;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Whatever the provider streams: the client can read it and learns how it ended, and it costs what it must.</summary>
public sealed class HostileStreamTests
{
    private const int ShortCount = 250;
    private const int LongCount = 10_000;
    private const string Events = "text/event-stream";

    public static TheoryData<string, bool, int> Calls => new()
    {
        { "v1/chat/completions", false, 1 },
        { "v1/chat/completions", true, 2 },
        { "v1/completions", false, 2 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Stream_AnyPartsInAnyFrames_EndsAsTheyDoAndIsChargedByTheRules(string path, bool asksUsage, int choices) => AttackAsync(path, asksUsage, choices, (_, parts) =>
        from stream in parts.Any(choices)
        from bytes in StreamFrames.Of(stream)
        from type in Gen.Frequency((6, Gen.Constant(Events)), (1, Gen.Elements("text/plain", "text/event-stream; charset=latin1", "///")))
        from answer in Framing.Right(bytes, type)
        let oracle = StreamOracle.Of(stream, choices)
        select (answer, oracle.Charge, (StreamOracle?)oracle));

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Stream_SpoiledBytesOrWire_IsReadableAndChargedWithinItsBounds(string path, bool asksUsage, int choices) => AttackAsync(path, asksUsage, choices, (_, parts) =>
        from stream in parts.Any(choices).Where(static stream => stream.Length > 0)
        from bytes in StreamFrames.Of(stream)
        from spoiled in Spoiling.Of(System.Text.Encoding.Latin1.GetString(bytes))
        from answer in Gen.OneOf(Framing.Right(spoiled, Events), Framing.Wrong(bytes, Events))
        select (answer, Charge.Any with { AboveNanoUsd = UsageOracle.MostNanoUsd(answer.Body) }, (StreamOracle?)null));

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Stream_JsonIsAnswered_IsReadableAndChargedByTheRules(string path, bool asksUsage, int choices) => AttackAsync(path, asksUsage, choices, static (route, _) =>
        from body in AnswerBodies.Of(route.Answer)
        from answer in Framing.Right(body, "application/json")
        select (answer, AnswerOracle.ChargeOf(body, hasOutput: true), (StreamOracle?)null));

    private static async Task AttackAsync(
        string path, bool asksUsage, int choices, Func<ProviderRoute, StreamParts, FsCheck.Gen<(WireAnswer Answer, Charge Charge, StreamOracle? Oracle)>> attack)
    {
        var route = ProviderRoute.All.Single(route => route.Path == path);
        var call = route.Streamed(asksUsage, choices);
        await using var world = await ProviderWorld.StartAsync();
        var fuzz = new Fuzz(ShortCount, LongCount);

        await fuzz.CheckAsync(
            attack(route, new StreamParts(isChat: path == "v1/chat/completions")),
            input => world.CallReadablyAsync(call, input.Answer, input.Charge, seen => AssertEnd(seen, input.Oracle)));

        await world.AssertCleanAsync($"{fuzz} {path}");
    }

    private static void AssertEnd(ClientAnswer seen, StreamOracle? oracle)
    {
        if (oracle is null)
        {
            return;
        }

        var events = SseParser.Create(new MemoryStream(seen.Body)).Enumerate().Select(static item => item.Data).ToList();
        Assert.Equal((true, oracle.IsWhole), (seen.IsStream, events[^1] == "[DONE]"));
        Assert.Equal(oracle.Text, string.Concat(events.Where(static data => data != "[DONE]").Select(static data => TextOf(JsonDocument.Parse(data).RootElement))));
    }

    private static string TextOf(JsonElement chunk) => chunk.MembersOf("choices").LastOrDefault() is { ValueKind: JsonValueKind.Array } choices
        ? string.Concat(choices.EnumerateArray().Where(static choice => choice.ValueKind is JsonValueKind.Object).Select(static choice =>
            choice.TryGetProperty("delta", out var delta) && delta.ValueKind is JsonValueKind.Object ? Text(delta, "content") : Text(choice, "text")))
        : "";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;
}
