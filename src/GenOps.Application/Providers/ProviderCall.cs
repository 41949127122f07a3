using GenOps.Core.Wire;

namespace GenOps.Application.Providers;

/// <summary>One attempt.</summary>
/// <param name="Endpoint">The route of the provider.</param>
/// <param name="Body">The body as the provider gets it; must stay unchanged until the reply is there.</param>
/// <param name="IsStream">Whether the body asks for a stream.</param>
/// <param name="Timeout">Longest time until the whole answer, or until the head of a stream, is there.</param>
public readonly record struct ProviderCall(InferenceEndpoint Endpoint, ReadOnlyMemory<byte> Body, bool IsStream, TimeSpan Timeout);
