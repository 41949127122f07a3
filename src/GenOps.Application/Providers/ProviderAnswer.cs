namespace GenOps.Application.Providers;

/// <summary>A whole answer with a 2xx status, not yet looked into.</summary>
/// <param name="body">The body's bytes.</param>
public sealed class ProviderAnswer(ReadOnlyMemory<byte> body) : ProviderReply
{
    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;
}
