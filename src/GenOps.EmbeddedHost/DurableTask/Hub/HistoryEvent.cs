namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>One step of an instance's history. <paramref name="Json"/> is opaque to a store, up to 1 MiB and usually far below 45 KB.</summary>
internal sealed record HistoryEvent(int Sequence, string Kind, string Json);
