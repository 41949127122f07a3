namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>
/// Work that an instance asked of others and that is not known to be taken over yet: an activity, or a message to another instance.
/// Ordered and limited like <see cref="HubMessage"/>.
/// </summary>
/// <param name="Id">Unique within the sending instance.</param>
/// <param name="Target">An activity's name or an instance id, as <paramref name="Kind"/> says.</param>
/// <param name="Kind">Opaque to a store.</param>
/// <param name="Json">Opaque to a store.</param>
/// <param name="VisibleAt">Not before then; a store does nothing with it.</param>
internal sealed record OutboxMessage(string Id, string Target, string Kind, string Json, DateTimeOffset? VisibleAt);
