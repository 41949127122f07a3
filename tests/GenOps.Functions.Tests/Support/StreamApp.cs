using GenOps.Core.Tenants;

namespace GenOps.Functions.Tests.Support;

/// <summary>An app before a provider whose bytes the test writes.</summary>
public sealed class StreamApp : IAsyncLifetime
{
    private int _tenants;

    internal RawProvider Provider { get; } = new();

    internal AppHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await AppHost.StartAsync(
        QuickAccounts.Use, null, $"TOGETHER_BASE_URL={Provider.Address}", "GenOps:Provider:MinimumThroughput=10000", "GenOps:ProviderRetries=0");

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
    }

    internal async Task<InferenceCaller> CallerAsync(TenantDocument? document = null)
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        return new InferenceCaller(Host, tenant, await TenantSeed.CreateAsync(Host.Stores, tenant, document ?? new TenantDocument()));
    }

    /// <summary>A streamed chat whose first event, a chunk with text, has arrived.</summary>
    internal async Task<OpenStream> OpenAsync(InferenceCaller caller, object? more = null, string path = InferenceCaller.ChatPath, string? first = null)
    {
        var opening = EventReader.OpenAsync(caller.Client, path, caller.Body(more: more ?? new { stream = true }));
        var exchange = await Provider.NextAsync();
        await exchange.BeginStreamAsync();
        await exchange.EventAsync(first ?? OpenStream.Chunk("one"));
        var events = await opening;
        Assert.Equal(first ?? OpenStream.Chunk("one"), await events.NextAsync());
        return new OpenStream(exchange, events);
    }
}
