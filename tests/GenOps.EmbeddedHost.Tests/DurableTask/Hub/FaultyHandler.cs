using System.Collections.Concurrent;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>The network between a store and storage: counts, loses requests or answers, or holds them up, as a test says.</summary>
internal sealed class FaultyHandler() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    private readonly ConcurrentQueue<string> _requests = new();

    /// <summary>Decides the fate of each request.</summary>
    internal Func<HttpRequestMessage, HttpFault>? Plan { get; set; }

    /// <summary>Awaited before a request that was to be held up is sent.</summary>
    internal Func<HttpRequestMessage, Task>? Hold { get; set; }

    internal IReadOnlyList<string> Requests => [.. _requests];

    internal void Forget() => _requests.Clear();

    /// <summary>Renewals of the lease come when they like, so tests of other things leave them out.</summary>
    internal static bool IsWrite(HttpRequestMessage request) =>
        request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && !IsOfLease(request);

    private static bool IsOfLease(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/lease", StringComparison.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsOfLease(request))
        {
            _requests.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
        }

        if (Hold is { } hold)
        {
            await hold(request);
        }

        var fault = Plan?.Invoke(request) ?? HttpFault.None;
        if (fault is HttpFault.RequestLost)
        {
            throw new HttpRequestException("The request was lost.");
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (fault is HttpFault.AnswerLost)
        {
            response.Dispose();
            throw new HttpRequestException("The answer was lost.");
        }

        return response;
    }
}
