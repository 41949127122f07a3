using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Many streams at once, most of them left in the middle, under a limit that only some fit beneath.</summary>
public sealed class StreamStormTests(ImpatientApp app) : IClassFixture<ImpatientApp>
{
    private const int Seed = 20261124;
    private const int Callers = 60;
    private const int Room = 8;

    [Fact]
    public async Task Streams_LeftAtRandom_NeverPassTheLimitAndLeaveNothingHeld()
    {
        var random = new Random(Seed);
        var hold = (await (await app.CallerAsync()).ChatAsync("[[sim:tokens=bound]]")).CostNanoUsd;
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = Room * hold });

        var statuses = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(_ => random.Next(12)).Select(events => ReadSomeAsync(caller, events)));

        Assert.All(statuses, static status => Assert.True(status is 200 or 402 or 429, $"{status}"));
        await Waiting.UntilAsync(() => app.Simulator.Books.OpenCalls == 0);
        var audit = await caller.AuditAtRestAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Seed {Seed}: {string.Join(", ", audit.Entries.GroupBy(static entry => entry.Status).Select(static group => $"{group.Count()} {group.Key}"))}");
        Assert.All(
            audit.Rows.OfType<WindowRow>(),
            window => Assert.True(window.SpentNanoUsd <= Room * hold, $"Seed {Seed}: {window.SpentNanoUsd} of {Room * hold}"));
        Assert.All(audit.Entries, static entry => Assert.InRange(entry.CostNanoUsd, 1, entry.HeldNanoUsd));
        Assert.Equal(audit.Entries.Select(static entry => entry.RequestId).Distinct().Count(), audit.Entries.Count);

        // Whatever the provider saw has an entry.
        Assert.Equal(caller.Billed().Count + caller.Unbilled().Count, audit.Entries.Count(static entry => entry.Status is not EntryStatus.Failed));
    }

    // Reads as many events as given, then leaves.
    private static async Task<int> ReadSomeAsync(InferenceCaller caller, int events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, InferenceCaller.ChatPath)
        {
            Content = new StringContent(caller.Body("[[sim:token_delay=1]]", new { stream = true })),
        };
        using var response = await caller.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        for (var read = 0; read < events * 2; read++)
        {
            await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        }

        return (int)response.StatusCode;
    }
}
