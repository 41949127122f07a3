using System.Net.Sockets;
using System.Text;
using GenOps.Attack.Auditing;
using GenOps.Attack.World;
using GenOps.Functions.Tests.Support;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>The app before a provider whose every byte the attack writes.</summary>
internal sealed class ProviderWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly RawProvider _provider;
    private readonly AttackWorld _world;
    private readonly AttackTenant _tenant;
    private readonly HttpClient _client;
    private readonly List<(CallRecord Call, Charge? Charge, string Answer)> _calls = [];
    private Task<RawExchange>? _next;

    private ProviderWorld(RawProvider provider, AttackWorld world, AttackTenant tenant) =>
        (_provider, _world, _tenant, _client) = (provider, world, tenant, world.Alive[0].Client(tenant.Key));

    public static async Task<ProviderWorld> StartAsync()
    {
        var provider = new RawProvider();
        var world = await AttackWorld.StartAsync($"TOGETHER_BASE_URL={provider.Address}", "GenOps:ProviderRetries=0", "GenOps:DeadlineSeconds=60");
        return new ProviderWorld(provider, world, await world.AddTenantAsync());
    }

    /// <summary>One call that the provider answers so; the client must be able to read what it gets, and it must be charged so once all is over.</summary>
    public async Task CallReadablyAsync(ProviderRoute route, WireAnswer answer, Charge charge, Action<ClientAnswer> assert)
    {
        var (seen, isAsked) = await CallAsync(route, answer, charge);
        try
        {
            WellFormed.Assert(seen);
            if (isAsked)
            {
                assert(seen);
            }
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception.Message}\n{seen.Status} {seen.Text}\nfor {answer}");
        }
    }

    /// <summary>Brings the world to rest; fails with every call that was charged otherwise, and with what the auditor finds.</summary>
    public async Task AssertCleanAsync(string what)
    {
        var evidence = await EvidenceReader.ReadAsync(_world);
        var entries = evidence.Tenants[0].Entries.ToLookup(static entry => entry.User);
        var faults = _calls.Select(call => FaultOf(call, [.. entries[call.Call.User]])).OfType<string>();
        var findings = Auditor.Audit(evidence with
        {
            Calls = [.. _calls.Select(static call => call.Call)],
            Bills = [.. _calls.Select(call => new Bill(call.Call.User, CallShape.Small, call.Charge?.CostNanoUsd ?? entries[call.Call.User].Sum(UnknownBill)))],
        });
        Assert.True(_calls.Count(static call => call.Charge is not null) > _calls.Count / 2, "most calls never reached the provider");
        Assert.True(!faults.Any() && findings.Count == 0, $"{what}\n{string.Join('\n', faults.Concat(findings.Select(static finding => finding.ToString())).Take(10))}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _world.DisposeAsync();
        await _provider.DisposeAsync();
    }

    // Under load, the app may refuse a call for want of its own storage or money; then the provider is not asked, and nothing is charged.
    private async Task<(ClientAnswer Seen, bool IsAsked)> CallAsync(ProviderRoute route, WireAnswer answer, Charge charge)
    {
        var user = _world.NewUser(_tenant);
        using var request = new HttpRequestMessage(HttpMethod.Post, route.Path) { Content = new StringContent(route.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-genops-user", user);
        var calling = _client.SendAsync(request, TestContext.Current.CancellationToken);
        _next ??= _provider.NextAsync().AsTask();
        var isAsked = await Task.WhenAny(_next, calling).WaitAsync(Patience) == _next;
        if (isAsked)
        {
            await PlayAsync(await _next, answer).WaitAsync(Patience);
            _next = null;
        }

        using var response = await calling.WaitAsync(Patience);
        var seen = new ClientAnswer(
            (int)response.StatusCode,
            response.Headers.TryGetValues("x-genops-request-id", out var ids) ? ids.Single() : null,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsByteArrayAsync());
        var isBroken = seen.IsStream && !seen.Text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal);
        _calls.Add((new CallRecord(_tenant.Name, user, seen.Status, seen.Text) { IsBroken = isBroken }, isAsked ? charge : null, answer.ToString()));
        return (seen, isAsked);
    }

    private static async Task PlayAsync(RawExchange exchange, WireAnswer answer)
    {
        try
        {
            foreach (var piece in answer.Pieces)
            {
                await exchange.WriteAsync(piece);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The app hangs up as soon as it has seen enough.
        }

        exchange.Close();
    }

    // What is not known is taken as it was charged; nobody can have held more than the worst case.
    private static long UnknownBill(LedgerLine entry) => entry.IsExact ? entry.CostNanoUsd : Math.Min(entry.CostNanoUsd, entry.HeldNanoUsd);

    private static string? FaultOf((CallRecord Call, Charge? Charge, string Answer) call, LedgerLine[] entries)
    {
        var fault = entries switch
        {
            [] when call.Charge is null => null,
            [var entry] when call.Charge is { } charge => charge.FaultOf(entry) is { } text ? $"{entry} {text}" : null,
            _ => $"{entries.Length} entries, asked: {call.Charge is not null}",
        };
        return fault is null ? null : $"{fault} for {call.Answer}\nThe client got {call.Call.Status} {call.Call.Text}";
    }
}
