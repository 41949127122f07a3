using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>One process commits at a time, and one that was superseded never again.</summary>
public abstract class LeaseContract : HubContract
{
    [Fact]
    public async Task TryAcquire_HeldByAnother_IsNull()
    {
        Assert.Null(await Other.TryAcquireAsync(Never));
        Assert.Null(await Store.TryAcquireAsync(Never));
        Assert.False(Lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task TryAcquire_AfterRelease_HasAGreaterToken()
    {
        var first = Token;
        await Lease.DisposeAsync();
        await Lease.DisposeAsync();

        await using var second = await Other.TryAcquireAsync(Never);

        Assert.NotNull(second);
        Assert.True(second.FencingToken > first, $"{second.FencingToken} after {first}");
    }

    [Fact]
    public async Task TryAcquire_AtOnce_OneGetsIt()
    {
        await Lease.DisposeAsync();

        var leases = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            Task.Run(() => (number % 2 == 0 ? Store : Other).TryAcquireAsync(Never))));

        await Assert.Single(leases, lease => lease is not null)!.DisposeAsync();
    }

    [Fact]
    public async Task Commit_TokenBelowTheHubs_IsRefused()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 1));
        var old = Token;
        await Lease.DisposeAsync();
        await using var lease = await Other.TryAcquireAsync(Never);

        Assert.False(await Store.CommitAsync(HubSamples.Commit("a", old, before: 1, historyBefore: 1), Never));
        Assert.False(await Store.CommitAsync(HubSamples.Commit("new", old), Never));
        Assert.False(await Other.CommitAsync(HubSamples.Commit("a", old, before: 1, historyBefore: 1), Never));
        Assert.True(await Other.CommitAsync(HubSamples.Commit("a", lease!.FencingToken, before: 1, historyBefore: 1), Never));
        Assert.Null(await Other.LoadAsync("new", Never));
    }
}
