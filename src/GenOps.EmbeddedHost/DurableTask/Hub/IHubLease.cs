namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>The right to commit to a hub. Renews itself; disposing gives it back.</summary>
internal interface IHubLease : IAsyncDisposable
{
    /// <summary>Greater with every holder; a commit with an older one is refused.</summary>
    long FencingToken { get; }

    /// <summary>Fires when the right may have gone to another process.</summary>
    CancellationToken Lost { get; }
}
