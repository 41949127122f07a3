namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>A hub's content in memory, which any number of <see cref="MemoryHubStore"/>s share as processes share storage.</summary>
internal sealed class MemoryHub
{
    internal Lock Gate { get; } = new();

    internal SortedDictionary<string, MemoryInstance> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Instances enqueued to, and by whom.</summary>
    internal List<(object Sender, string InstanceId)> Arrivals { get; } = [];

    internal long FencingToken { get; set; }

    internal object? Holder { get; set; }
}
