using System.Net.Http.Headers;
using GenOps.Application.Storage;
using GenOps.Functions.Tests.Isolation;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>What all routes answer when something of the service is missing is described for each of them.</summary>
public sealed class DescribedFaultsTests
{
    [Fact]
    public async Task AnyRoute_StorageIsGone_Answers503AsDescribed()
    {
        var isGone = false;
        await using var app = await AppHost.StartAsync(
            services =>
            {
                var genuine = services.Last(static service => service.ServiceType == typeof(IRowStores)).ImplementationFactory!;
                services.AddSingleton<IRowStores>(provider => new FaultyRowStores(
                    (IRowStores)genuine(provider), FaultPlan.While(() => Volatile.Read(ref isGone), RowFault.Unavailable), TimeProvider.System));
            },
            null,
            "GenOps:DeadlineSeconds=1");
        var key = await TenantSeed.CreateAsync(app.Stores, "described", new Core.Tenants.TenantDocument());
        var document = await DocumentAsync(app);
        Volatile.Write(ref isGone, true);

        var statuses = await AnswersAsync(app, document, key, static access => access is not Access.Everybody);
        statuses.Add("GET readyz", await AnswerAsync(app, document, "GET readyz", new HttpRequestMessage(HttpMethod.Get, "readyz"), null));

        // The process tells of itself, and is asked most when storage is gone.
        Assert.True(statuses.Remove("GET genops/diagnostics", out var ofProcess) && ofProcess == 200);
        Assert.All(statuses, static answer => Assert.True(answer.Value == 503, $"{answer.Key} answered {answer.Value}."));
    }

    [Fact]
    public async Task AdministrativeRoute_WithoutAnAdministratorsKey_Answers403AsDescribed()
    {
        await using var app = await AppHost.StartAsync(null, "GENOPS_ADMIN_KEY=");

        var statuses = await AnswersAsync(app, await DocumentAsync(app), "any", static access => access is Access.Administrator);

        Assert.True(statuses.Count > 10);
        Assert.All(statuses, static answer => Assert.True(answer.Value == 403, $"{answer.Key} answered {answer.Value}."));
    }

    private static async Task<Dictionary<string, int>> AnswersAsync(AppHost app, RouteDocument document, string tenantKey, Func<Access, bool> isMeant)
    {
        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (route, attack) in Attacks.All.Where(one => isMeant(one.Value.Access)))
        {
            var key = attack.Access is Access.Tenant ? tenantKey : AppHost.AdminKey;
            statuses.Add(route, await AnswerAsync(app, document, route, attack.Requests(Ids.OfNobody).First(), key));
        }

        return statuses;
    }

    private static async Task<int> AnswerAsync(AppHost app, RouteDocument document, string route, HttpRequestMessage request, string? key)
    {
        using (request)
        {
            using var client = app.Client();
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var reply = await Reply.ReadAsync(answer);
            Assert.Empty(document.FaultsOf(document.OfRoute(route)!, reply.Status, reply.Headers, reply.Text));
            return reply.Status;
        }
    }

    private static async Task<RouteDocument> DocumentAsync(AppHost app)
    {
        using var client = app.Client();
        return new RouteDocument(await client.GetStringAsync(new Uri("openapi.json", UriKind.Relative), TestContext.Current.CancellationToken));
    }
}
