using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;
using GenOps.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Crashes;

/// <summary>kill -9 under load, again and again: nothing that was answered is lost, nothing is charged twice, the rest is in doubt.</summary>
public sealed class KillTests
{
    private const int Rounds = 20;
    private const int Clients = 12;
    private const int Seed = 20261124;
    private const string Tenant = "acme";
    private const string Model = "openai/gpt-oss-20b";

    private readonly ConcurrentDictionary<string, bool> _answered = new();
    private int _calls;

    [Fact]
    public async Task Kill_UnderLoadTwentyTimes_LedgerHoldsTheBooksAndAllSumsAgree()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await TestAzurite.StartAsync(cancellationToken: cancellationToken);
        await using var simulator = await SimulatorServer.StartAsync(cancellationToken: cancellationToken);
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(Configuration(azurite.ConnectionString)).BuildServiceProvider();
        var stores = services.GetRequiredService<IRowStores>();
        await stores.CheckAsync(cancellationToken);
        var key = await TenantSeed.CreateAsync(stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 1_000_000_000_000 });
        var random = new Random(Seed);

        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await AppProcess.StartAsync(azurite.ConnectionString, simulator.BaseAddress, "GenOps:LeaseSeconds=10");
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var load = Enumerable.Range(0, Clients).Select(_ => LoadAsync(app.Address, key, stop.Token)).ToList();
            var answered = AnsweredAsync(_answered.Count + random.Next(1, 100), stop.Token);
            Assert.True(await Task.WhenAny([answered, .. load]) == answered, $"A client ended early. {string.Join('\n', app.Lines)}");
            await app.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        await using var last = await AppProcess.StartAsync(azurite.ConnectionString, simulator.BaseAddress, "GenOps:LeaseSeconds=10");
        await CallAsync(new HttpClient { BaseAddress = last.Address }, key, cancellationToken);
        var audit = await Audit.ReadAtRestAsync(stores, Tenant, cancellationToken);

        AssertBooksAreInTheLedger(audit, simulator);
        audit.AssertSumsAgree();
    }

    private void AssertBooksAreInTheLedger(Audit audit, SimulatorServer simulator)
    {
        var entered = audit.Entries.Where(static entry => entry.Status is EntryStatus.Succeeded).ToDictionary(static entry => entry.Attribution.User!);
        var billed = simulator.Books.ReadCalls().ToDictionary(static call => call.User!);
        var inDoubt = audit.Entries.Where(static entry => entry.Status is EntryStatus.InDoubt).Sum(static entry => entry.CostNanoUsd);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {Seed}: {_calls} sent, {_answered.Count} answered, {billed.Count} billed, {entered.Count} entered, {inDoubt} nano-USD in doubt");

        Assert.All(_answered.Keys, user => Assert.Contains(user, entered));
        var price = PriceCatalogue.BuiltIn.Find(Model, audit.Entries[0].Day)!;
        foreach (var (user, entry) in entered)
        {
            var call = billed[user];
            Assert.Equal(CallCost.NanoUsd(price, new TokenUsage(call.PromptTokens, call.CompletionTokens)), entry.CostNanoUsd);
        }

        var lost = billed.Values.Where(call => !entered.ContainsKey(call.User!))
            .Sum(call => CallCost.NanoUsd(price, new TokenUsage(call.PromptTokens, call.CompletionTokens)));
        Assert.True(lost <= inDoubt, $"{lost} nano-USD were billed by the provider and are in no entry, but only {inDoubt} are in doubt.");
        Assert.NotEqual(0, inDoubt);
    }

    private async Task AnsweredAsync(int count, CancellationToken cancellationToken)
    {
        while (_answered.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    private async Task LoadAsync(Uri app, string key, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = app };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await CallAsync(client, key, stop);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private async Task CallAsync(HttpClient client, string key, CancellationToken cancellationToken)
    {
        var user = $"u-{Interlocked.Increment(ref _calls)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("x-genops-user", user);
        request.Content = JsonContent.Create(new
        {
            model = Model,
            messages = new[] { new { role = "user", content = "Say something. [[sim:latency=10]]" } },
            max_tokens = 100,
            user,
        });
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        _answered[user] = true;
    }

    private static IConfiguration Configuration(string storage) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", storage)]).Build();
}
