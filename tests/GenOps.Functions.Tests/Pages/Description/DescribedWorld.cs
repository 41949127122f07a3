using GenOps.Functions.Tests.Isolation;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>A tenant that has something of everything, one that has a poor team, and the description of what it can ask.</summary>
public sealed class DescribedWorld : IAsyncLifetime
{
    internal IsolationWorld World { get; } = new();

    internal RouteDocument Document { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        await Requests.AskAsync(
            World.OfAdministrator, HttpMethod.Put, $"genops/tenants/{World.Victim.Tenant}",
            """{"daily_limit_usd":"10.00","teams":{"search":{"daily_limit_usd":"5.00"},"poor":{"daily_limit_usd":"0.000000001"}}}""");
        await Requests.AskAsync(
            World.OfAdministrator, HttpMethod.Put, "genops/prices",
            """{"model":"intfloat/multilingual-e5-large-instruct","input_usd_per_million":"0.02","output_usd_per_million":"0","context_length":512,"capabilities":["embeddings"]}""");
        Document = new RouteDocument(await World.OfVictim.GetStringAsync(new Uri("openapi.json", UriKind.Relative)));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
