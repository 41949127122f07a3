namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>What is to be done with an instance after its turn.</summary>
internal enum FinishResult
{
    Idle,

    /// <summary>The caller has to queue another turn.</summary>
    Again,

    /// <summary>Its outbox can be cleared when there is time.</summary>
    FlushLater,

    /// <summary>It can be dropped from memory.</summary>
    Retired,
}
