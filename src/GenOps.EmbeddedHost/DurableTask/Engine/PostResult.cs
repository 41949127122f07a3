namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>What became of something posted to an instance.</summary>
internal enum PostResult
{
    /// <summary>A turn that is queued or running already will see it.</summary>
    Kept,

    /// <summary>The caller has to queue a turn.</summary>
    MustRun,

    /// <summary>The object has been dropped; the instance needs a new one.</summary>
    Retired,
}
