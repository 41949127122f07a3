namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>
/// Something for an instance to take in: a start, an event, an operation, a timer of its own. Inboxes are ordered by <paramref name="Id"/>,
/// ordinally; ids are at most 128 characters of <c>0-9 a-z -</c>. A store keeps <paramref name="VisibleAt"/> and does nothing with it.
/// </summary>
internal sealed record HubMessage(string Id, string Kind, string Json, DateTimeOffset? VisibleAt);
