namespace GenOps.Application.Providers;

/// <summary>A stream of server-sent events that has begun. Disposing it cancels the rest.</summary>
/// <param name="content">The events as they arrive; reading throws <see cref="IOException"/> when the connection breaks.</param>
/// <param name="owner">Whatever must be freed with the stream.</param>
public sealed class ProviderEvents(Stream content, IDisposable? owner = null) : ProviderReply, IAsyncDisposable
{
    /// <summary>The events as they arrive.</summary>
    public Stream Content { get; } = content;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        owner?.Dispose();
    }
}
