using GenOps.Application.Storage;
using GenOps.Core.Rates;
using GenOps.Core.Tenants;

namespace GenOps.Application.Rates;

/// <summary>All rates of one tenant. Safe for concurrent use.</summary>
internal sealed class TenantRates(IRowStore store, string tenant, string owner, RateClock clock, TimeProvider time) : IDisposable
{
    private readonly MinuteRate _requests = new(store, tenant, RateKind.Requests, clock);
    private readonly MinuteRate _tokens = new(store, tenant, RateKind.Tokens, clock);

    public RunningCalls Running { get; } = new(store, tenant, owner, clock, time);

    /// <summary>Takes a call's units of every rate that has a limit; what was taken before a refusal is given back.</summary>
    public async ValueTask<RatePermit> EnterAsync(TenantDocument document, long tokens, CancellationToken cancellationToken)
    {
        var permit = new RatePermit(this) { States = [] };
        try
        {
            permit.Refusal = await TakeAsync(permit, document, tokens, cancellationToken);
        }
        catch
        {
            permit.Return();
            throw;
        }

        if (permit.Refusal is not null)
        {
            permit.Return();
        }

        permit.States = StatesOf(document);
        return permit;
    }

    public void Return(RatePermit permit)
    {
        if (permit.RequestMinute is { } minute)
        {
            _requests.Return(minute, 1);
        }

        if (permit.Tokens is { } taken)
        {
            _tokens.Return(taken.Minute, taken.Units);
        }

        if (permit.HasSlot)
        {
            Running.End();
        }
    }

    public async Task TickAsync(bool isLast)
    {
        await _requests.ReturnIdleAsync(isLast);
        await _tokens.ReturnIdleAsync(isLast);
        await Running.TickAsync(isLast);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _tokens.Dispose();
        Running.Dispose();
    }

    private async ValueTask<RateRefusal?> TakeAsync(RatePermit permit, TenantDocument document, long tokens, CancellationToken cancellationToken)
    {
        if (document.RequestsPerMinute is { } requests
            && (permit.RequestMinute = await _requests.TakeAsync(requests, 1, cancellationToken)) is null)
        {
            return new RateRefusal(RateKind.Requests, requests, 1, requests == 0 ? null : clock.SecondsLeft);
        }

        if (document.TokensPerMinute is { } most)
        {
            if (await _tokens.TakeAsync(most, tokens, cancellationToken) is not { } minute)
            {
                return new RateRefusal(RateKind.Tokens, most, tokens, tokens > most ? null : clock.SecondsLeft);
            }

            permit.Tokens = (minute, tokens);
        }

        if (document.MaxConcurrency is { } running)
        {
            permit.HasSlot = await Running.TakeAsync(running, cancellationToken);
            return permit.HasSlot ? null : new RateRefusal(RateKind.Concurrency, running, 1, running == 0 ? null : 1);
        }

        return null;
    }

    private List<RateState> StatesOf(TenantDocument document)
    {
        var states = new List<RateState>(3);
        if (document.RequestsPerMinute is { } requests)
        {
            states.Add(_requests.StateOf(requests));
        }

        if (document.TokensPerMinute is { } tokens)
        {
            states.Add(_tokens.StateOf(tokens));
        }

        if (document.MaxConcurrency is { } running)
        {
            states.Add(Running.StateOf(running));
        }

        return states;
    }
}
