using System.Net;
using GenOps.Application.Providers;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;

namespace GenOps.Adapters.Together;

/// <summary>The connections to the provider, and the circuit breaker in front of them.</summary>
internal static class TogetherTransport
{
    /// <summary>
    /// Attempts wait for the provider, not for a connection, so connections are not counted. Idle ones are given up early, because an
    /// attempt that meets a closing connection may have been charged. A stream that is given up is cut at once: reading the rest of it
    /// would let the provider go on at our cost. The key goes to the configured address and nowhere else.
    /// </summary>
    public static void Configure(SocketsHttpHandler handler, TogetherConnection connection)
    {
        handler.MaxConnectionsPerServer = int.MaxValue;
        handler.EnableMultipleHttp2Connections = true;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.ResponseDrainTimeout = TimeSpan.Zero;

        // Brotli's decoder reports broken data as if it were a mistake of ours.
        handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;

        // A proxy sees the name of an https provider only; it would see all of what goes to this machine in the clear.
        handler.UseProxy = !connection.Address.IsLoopback;
    }

    /// <summary>
    /// Opens on attempts without connection, 5xx and time-outs. A 4xx proves that the provider works. A caller that gives up proves
    /// nothing, so it does not close a circuit that is being tested.
    /// </summary>
    public static void AddBreaker(
        ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ProviderOptions options, TimeProvider timeProvider)
    {
        var state = new CircuitBreakerStateProvider();
        pipeline.TimeProvider = timeProvider;
        pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            Name = "provider",
            FailureRatio = options.FailureRatio,
            MinimumThroughput = options.MinimumThroughput,
            SamplingDuration = TimeSpan.FromSeconds(options.SamplingSeconds),
            BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
            StateProvider = state,
            ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments, state)),
        });
    }

    private static bool IsFailure(CircuitBreakerPredicateArguments<HttpResponseMessage> arguments, CircuitBreakerStateProvider state)
    {
        if (arguments.Outcome.Exception is not { } exception)
        {
            return arguments.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError;
        }

        var attempt = (AttemptRequest)arguments.Context.GetRequestMessage()!;
        return attempt.IsCancelledByCaller
            ? state.CircuitState == CircuitState.HalfOpen
            : attempt.KindOf(exception) is ProviderFaultKind.Unreachable or ProviderFaultKind.TimedOut;
    }
}
