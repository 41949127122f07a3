using System.Text;
using FsCheck.Fluent;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>Whatever the provider answers to a call that does not stream: the caller can read it, and it costs what it must.</summary>
public sealed class HostileAnswerTests
{
    private const int ShortCount = 200;
    private const int LongCount = 10_000;
    private const string Json = "application/json";

    // What quotes the service's key, as some providers do, must not be passed on.
    private static readonly string[] Errors =
    [
        "", "plain text", "<html>", "{}", "[]", "null", "\"x\"", """{"error":{"message":"no","type":"t","code":"c"}}""", """{"error":"no"}""", """{"message":{"x":1},"detail":7}""",
        """{"error":{"message":"the key simulated is wrong","code":"simulated"}}""", "Bearer simulated", """{"error":{"message":"\ud800","type":"\u0000"}}""", """{"error":{"message":""",
        """{"error":null,"error":{"message":1e999,"type":true,"code":-1}}""", "\uFEFF{\"error\":\"x\"}", """{"error":{"type":"authentication_error"}}""",
    ];

    private static readonly int[] Statuses =
        [201, 202, 204, 206, 300, 301, 304, 307, 400, 401, 402, 403, 404, 405, 407, 408, 409, 413, 418, 422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 520, 529, 599, 600, 999];

    public static TheoryData<string> Paths => [.. ProviderRoute.All.Select(static route => route.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Call_SpoiledAnswer_IsReadableAndChargedByTheRules(string path) => AttackAsync(path, static route =>
        from body in AnswerBodies.Of(route.Answer)
        from type in Gen.Frequency((8, Gen.Constant(Json)), (1, Gen.Elements("text/html", "text/event-stream", "application/json; charset=utf-16", "///")))
        from answer in Framing.Right(body, type)
        select (answer, AnswerOracle.ChargeOf(body, route.HasOutput)));

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Call_SpoiledWire_IsReadableAndChargedByTheRules(string path) => AttackAsync(path, static route =>
        from answer in Framing.Wrong(Encoding.UTF8.GetBytes(route.Answer), Json)
        select (answer, Charge.Any));

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Call_ErrorOfAnyKind_IsReadableAndChargedByItsStatus(string path) => AttackAsync(path, static route =>
        from status in Gen.Elements(Statuses)
        from body in Gen.OneOf(Gen.Elements(Errors).Select(Encoding.UTF8.GetBytes), Spoiling.Of(Errors[7]))
        from answer in Framing.Right(body, Json, status)
        select (answer, status < 300 ? AnswerOracle.ChargeOf(status == 204 ? [] : body, route.HasOutput) : AnswerOracle.ChargeOf(status)));

    private static async Task AttackAsync(string path, Func<ProviderRoute, FsCheck.Gen<(WireAnswer Answer, Charge Charge)>> attack)
    {
        var route = ProviderRoute.All.Single(route => route.Path == path);
        await using var world = await ProviderWorld.StartAsync();
        var fuzz = new Fuzz(ShortCount, LongCount);

        await fuzz.CheckAsync(attack(route), input => world.CallReadablyAsync(route, input.Answer, input.Charge, AssertKeyIsKept));

        await world.AssertCleanAsync($"{fuzz} {path}");
    }

    private static void AssertKeyIsKept(ClientAnswer seen) =>
        Assert.False(seen.Status != 200 && seen.Text.Contains("simulated", StringComparison.OrdinalIgnoreCase), "the key is told");
}
