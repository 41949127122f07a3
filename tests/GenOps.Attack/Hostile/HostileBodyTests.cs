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

        fuzz.Check(Spoiling.Of(target.Body), body => AssertAnsweredWell(client, target, body));

        await Audited.AssertCleanAsync(world, $"{fuzz} {path}");
    }

    private static void AssertAnsweredWell(HttpClient client, Target target, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(target.Method), target.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(target.ContentType);
        request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)));

        // FsCheck runs properties one after another on this thread.
        using var answer = client.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream(), Encoding.UTF8);
        var text = reader.ReadToEnd();
        Assert.True(
            (int)answer.StatusCode is (>= 200 and < 500) or 502 or 503 && (answer.IsSuccessStatusCode || text.Contains("\"code\":\"", StringComparison.Ordinal)),
            $"{(int)answer.StatusCode} {text} for {Encoding.UTF8.GetString(body)}");
    }
}
