namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>Where a message is kept until an instance's commit takes it in.</summary>
internal enum MessageOrigin
{
    /// <summary>In the instance's own inbox.</summary>
    Inbox,

    /// <summary>In another instance's outbox.</summary>
    Peer,

    /// <summary>In the instance's own outbox, as the activity that this is the result of.</summary>
    Work,

    /// <summary>Nowhere.</summary>
    Engine,
}
