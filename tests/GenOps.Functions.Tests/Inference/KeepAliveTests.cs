using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Functions.Tests.Inference;

/// <summary>A provider that thinks for long.</summary>
public sealed class KeepAliveTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Stream_ProviderIsSilent_ClientGetsCommentsAndTheStreamGoesOn()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var provider = new RawProvider();
        await using var app = await AppHost.StartAsync(
            services => services.AddSingleton<TimeProvider>(time), null, $"TOGETHER_BASE_URL={provider.Address}", "GenOps:Provider:StreamIdleSeconds=600");
        var caller = new InferenceCaller(app, "acme", await TenantSeed.CreateAsync(app.Stores, "acme", new()));
        var opening = EventReader.OpenAsync(caller.Client, InferenceCaller.ChatPath, caller.Body(more: new { stream = true }));
        var exchange = await provider.NextAsync();
        await exchange.BeginStreamAsync();
        await exchange.EventAsync(OpenStream.Chunk("one"));
        using var stream = new OpenStream(exchange, await opening);
        Assert.Equal(OpenStream.Chunk("one"), await stream.Client.NextAsync());

        foreach (var text in (string[])["two", "three"])
        {
            var next = stream.Client.NextAsync();
            await Waiting.UntilAsync(async () =>
            {
                // Slowly: the app may not wait yet, and silence for very long is a fault.
                time.Advance(Silence);
                await Task.WhenAny(next, Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken));
                return next.IsCompleted;
            });
            Assert.Equal(": keep-alive", await next);
            await exchange.EventAsync(OpenStream.Chunk(text));
            Assert.Equal(OpenStream.Chunk(text), await NextChunkAsync(stream.Client));
        }

        var rest = await stream.EndAsync(OpenStream.Finish(), OpenStream.UsageOnly, OpenStream.Done);
        Assert.Equal(OpenStream.Done, rest[^1]);
        Assert.Contains("\"genops\":", rest[^2], StringComparison.Ordinal);
    }

    private static async Task<string?> NextChunkAsync(EventReader client)
    {
        while (await client.NextAsync() is var next)
        {
            if (next != ": keep-alive")
            {
                return next;
            }
        }

        return null;
    }
}
