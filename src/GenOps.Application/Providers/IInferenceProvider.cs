namespace GenOps.Application.Providers;

/// <summary>The provider of inference. Makes exactly one attempt a call and never tries again by itself: every attempt is held and charged.</summary>
/// <remarks>
/// Safe for concurrent use. What a provider can answer is a value, faults included. It throws <see cref="OperationCanceledException"/> only
/// when its token is cancelled, and then the attempt may have been charged.
/// </remarks>
public interface IInferenceProvider
{
    /// <summary>Where it is reached.</summary>
    Uri Address { get; }

    /// <summary>Sends one request and reads the answer: the whole of it, or its head when a stream is asked for.</summary>
    Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken);
}
