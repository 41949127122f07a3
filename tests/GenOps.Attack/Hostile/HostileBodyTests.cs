using System.Net.Http.Headers;
using System.Text;
using GenOps.Attack.Attacks;
using GenOps.Attack.World;

namespace GenOps.Attack.Hostile;

/// <summary>Spoiled bodies at every parser: an answer with a code each time, never a bare 500, and the money stays right.</summary>
public sealed class HostileBodyTests
{
    private const int ShortCount = 120;
    private const int LongCount = 5_000;

    public static TheoryData<string> Paths => [.. Target.All.Select(static target => target.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Send_SpoiledBody_IsAnsweredWithACodeAndChargesNothingUntold(string path)
    {
        var target = Target.All.Single(target => target.Path == path);
        await using var world = await AttackWorld.StartAsync();
        var tenant = await world.AddTenantAsync();
        using var client = world.Alive[0].Client(target.IsAdmin ? AppHost.AdminKey : tenant.Key);
        var fuzz = new Fuzz(ShortCount, LongCount);

        await fuzz.CheckAsync(Spoiling.Of(target.Body), body => AssertAnsweredWellAsync(client, target, body));

        await Audited.AssertCleanAsync(world, $"{fuzz} {path}");
    }

    private static async Task AssertAnsweredWellAsync(HttpClient client, Target target, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(target.Method), target.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(target.ContentType);
        request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)));

        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(
            (int)answer.StatusCode is (>= 200 and < 500) or 502 or 503 && (answer.IsSuccessStatusCode || text.Contains("\"code\":\"", StringComparison.Ordinal)),
            $"{(int)answer.StatusCode} {text} for {Encoding.UTF8.GetString(body)}");
    }
}
