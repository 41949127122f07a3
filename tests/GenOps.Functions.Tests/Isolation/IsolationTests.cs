using System.Net;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Isolation;

/// <summary>Nothing of a tenant can be seen, spent, changed or guessed with another's key, on any route that the app has.</summary>
public sealed class IsolationTests(IsolationWorld world) : IClassFixture<IsolationWorld>
{
    public static TheoryData<string> Routes => [.. Route.All];

    [Fact]
    public void EveryRoute_OfTheApp_HasItsAttack() => Assert.Equal(Attacks.All.Keys.Order(StringComparer.Ordinal), Route.All.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task AnyRoute_KeyOfAnotherTenant_AnswersAsForUnknownIdsAndChangesNothing(string route)
    {
        var before = await Belongings.OfAsync(world.App, world.Victim);
        var (victims, nobodys) = (Attacks.All[route].Requests(world.Victim).ToList(), Attacks.All[route].Requests(Ids.OfNobody).ToList());

        foreach (var (attack, harmless) in victims.Zip(nobodys))
        {
            var expected = await Exchange.SendAsync(world.OfStranger, harmless, Ids.OfNobody);
            var answer = await Exchange.SendAsync(world.OfStranger, attack, world.Victim);

            Assert.Equal(expected, answer);
            Assert.DoesNotContain(IsolationWorld.Canary, answer, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("500 ", answer[..4], StringComparison.Ordinal);
        }

        Assert.Equal(before, await Belongings.OfAsync(world.App, world.Victim));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task AnyRoute_KeyThatDoesNotOpenIt_IsUnauthorizedAndChangesNothing(string route)
    {
        var attack = Attacks.All[route];
        if (attack.Access is Access.Everybody)
        {
            return;
        }

        var before = await Belongings.OfAsync(world.App, world.Victim);
        string?[] keys =
        [
            null, "", "nonsense", "gk-0123456789abcdefghjk-" + new string('a', 52), world.RevokedKey, world.VictimKey[..^1], world.VictimKey + "a",
            attack.Access is Access.Administrator ? world.VictimKey : AppHost.AdminKey,
        ];
        foreach (var key in keys)
        {
            using var client = world.App.Client();
            foreach (var request in attack.Requests(world.Victim))
            {
                if (key is not null)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
                }

                var answer = await Exchange.SendAsync(client, request, world.Victim);
                Assert.StartsWith("401 ", answer, StringComparison.Ordinal);
                Assert.Contains("\"code\":\"invalid_api_key\"", answer, StringComparison.Ordinal);
                Assert.DoesNotContain(IsolationWorld.Canary, answer, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal(before, await Belongings.OfAsync(world.App, world.Victim));
    }

    [Fact]
    public async Task Chat_IdempotencyKeyOfAnotherTenant_ReplaysNothing()
    {
        var before = await Belongings.OfAsync(world.App, world.Victim);
        using var request = new HttpRequestMessage(HttpMethod.Post, InferenceCaller.ChatPath) { Content = FilesApp.Json(IsolationWorld.Chat) };
        request.Headers.Add("Idempotency-Key", IsolationWorld.IdempotencyKey);

        using var answer = await world.OfStranger.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("idempotent-replayed"));
        Assert.Equal(before, await Belongings.OfAsync(world.App, world.Victim));

        // Other tests compare what the stranger sees twice.
        await Audit.ReadAtRestAsync(world.App.Stores, "stranger", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AdminRoutes_KeyUnderAnotherTenantsName_IsUnknown()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete])
        {
            var path = "genops/tenants/stranger/keys/";
            using var unknown = new HttpRequestMessage(method, path + Ids.OfNobody.Key);
            using var foreign = new HttpRequestMessage(method, path + world.Victim.Key);

            Assert.Equal(
                await Exchange.SendAsync(world.OfAdministrator, unknown, Ids.OfNobody), await Exchange.SendAsync(world.OfAdministrator, foreign, world.Victim));
        }

        await GovernanceApp.GetAsync(world.OfVictim, "genops/summary");
    }

    [Fact]
    public async Task Victim_AtItsOwnRoutes_SeesWhatTheAttacksName()
    {
        foreach (var route in (string[])["GET v1/files/{id}", "GET v1/files/{id}/content", "GET v1/batches/{id}", "GET genops/sessions/{id}", "GET genops/summary"])
        {
            var request = Attacks.All[route].Requests(world.Victim).First();

            Assert.StartsWith("200 ", await Exchange.SendAsync(world.OfVictim, request, world.Victim), StringComparison.Ordinal);
        }
    }
}
