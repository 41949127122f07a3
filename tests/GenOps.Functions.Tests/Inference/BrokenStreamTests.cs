using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Streams that break, on either side: the client learns of it in the stream, and what was produced is charged.</summary>
public sealed class BrokenStreamTests(StreamApp app) : IClassFixture<StreamApp>
{
    private const string ErrorEvent = """{"error":{"message":"The model stopped unexpectedly.","type":"server_error","code":"internal_error"}}""";

    public static TheoryData<string, string[]> Broken => new()
    {
        { "cut", [OpenStream.Chunk("two")] },
        { "error event", [OpenStream.Chunk("two"), ErrorEvent] },
        { "error event and more", [ErrorEvent, OpenStream.Chunk("two"), OpenStream.Done] },
        { "malformed chunk", [OpenStream.Chunk("two"), """{"id":"c1","choices":[{"index":"""] },
        { "no JSON", ["hello"] },
        { "usage before the end", [OpenStream.UsageOnly] },
        { "one of two choices", [OpenStream.Finish()] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Stream_ProviderBreaksOff_EndsInAnErrorEventAndIsChargedAsEstimated(string what, string[] events)
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller, new { stream = true, n = 2 });

        var rest = await stream.EndAsync(events);

        TestContext.Current.TestOutputHelper?.WriteLine(what);
        stream.AssertBroken(rest);
        await AssertCutAsync(caller);
    }

    [Fact]
    public async Task Stream_ConnectionIsReset_EndsInAnErrorEvent()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller);

        stream.Provider.Reset();

        stream.AssertBroken(await stream.Client.RestAsync());
        await AssertCutAsync(caller);
    }

    [Fact]
    public async Task Stream_EventWithoutEnd_IsGivenUp()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller);

        await stream.Provider.WriteAsync("data: " + new string('x', 1_200_000));

        stream.AssertBroken(await stream.Client.RestAsync());
        await stream.Provider.CancelledAsync();
        await AssertCutAsync(caller);
    }

    [Fact]
    public async Task Stream_ErrorBeforeAnyText_IsInDoubtAtItsHold()
    {
        var caller = await app.CallerAsync();
        var opening = EventReader.OpenAsync(caller.Client, InferenceCaller.ChatPath, caller.Body(more: new { stream = true }));
        var provider = await app.Provider.NextAsync();
        await provider.BeginStreamAsync();
        await provider.EventAsync(ErrorEvent);
        provider.End();
        using var stream = new OpenStream(provider, await opening);

        stream.AssertBroken(await stream.Client.RestAsync());

        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.InDoubt, entry.HeldNanoUsd, true), (entry.Status, entry.CostNanoUsd, entry.Estimated));
    }

    [Fact]
    public async Task Stream_ClientGoesAway_ProviderIsCancelledAndWhatCameIsCharged()
    {
        var caller = await app.CallerAsync();
        var stream = await app.OpenAsync(caller);

        stream.Dispose();

        await stream.Provider.CancelledAsync();
        await AssertCutAsync(caller);
    }

    [Fact]
    public async Task Stream_ClientGoesAwayBeforeTheFirstByte_ProviderIsCancelledAndTheHoldIsCharged()
    {
        var caller = await app.CallerAsync();
        using var gone = new CancellationTokenSource();
        using var content = new StringContent(caller.Body(more: new { stream = true }));
        var call = caller.Client.PostAsync(InferenceCaller.ChatPath, content, gone.Token);
        var provider = await app.Provider.NextAsync();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await provider.CancelledAsync();
        await Waiting.UntilAsync(async () => (await caller.AuditAsync()).Entries.Count > 0);
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.InDoubt, entry.HeldNanoUsd), (entry.Status, entry.CostNanoUsd));
    }

    [Fact]
    public async Task Post_ClientGoesAway_AnswerIsAwaitedAndChargedExactly()
    {
        var caller = await app.CallerAsync();
        using var gone = new CancellationTokenSource();
        using var content = new StringContent(caller.Body());
        var call = caller.Client.PostAsync(InferenceCaller.ChatPath, content, gone.Token);
        var provider = await app.Provider.NextAsync();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await provider.AnswerAsync("""
            {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"one"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}
            """);

        await Waiting.UntilAsync(async () => (await caller.AuditAsync()).Entries.Count > 0);
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Succeeded, 1950, false), (entry.Status, entry.CostNanoUsd, entry.Estimated));
    }

    // Charged for what came, as a bound, and no more than was held; nothing stays held.
    private static async Task AssertCutAsync(InferenceCaller caller)
    {
        await Waiting.UntilAsync(async () => (await caller.AuditAsync()).Entries.Count > 0);
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Cut, true), (entry.Status, entry.Estimated));
        Assert.InRange(entry.CostNanoUsd, 1, entry.HeldNanoUsd);
        Assert.True(entry.OutputTokens >= 1);
    }
}
