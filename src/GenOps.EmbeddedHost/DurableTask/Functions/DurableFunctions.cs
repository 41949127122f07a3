using GenOps.EmbeddedHost.Invocation;

namespace GenOps.EmbeddedHost.DurableTask.Functions;

/// <summary>The app's durable functions by name, in any case.</summary>
internal sealed class DurableFunctions
{
    private readonly Dictionary<string, TriggeredFunction> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TriggeredFunction> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TriggeredFunction> _entities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the app has any, or asks for a client: only then is there a hub at all.</summary>
    internal bool AreUsed { get; private set; }

    internal TriggeredFunction? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal TriggeredFunction? FindActivity(string name) => _activities.GetValueOrDefault(name);

    internal TriggeredFunction? FindEntity(string name) => _entities.GetValueOrDefault(name);

    internal void AddOrchestrator(string name, TriggeredFunction function) => Add(_orchestrators, name, function);

    internal void AddActivity(string name, TriggeredFunction function) => Add(_activities, name, function);

    internal void AddEntity(string name, TriggeredFunction function) => Add(_entities, name, function);

    internal void UseClient() => AreUsed = true;

    private void Add(Dictionary<string, TriggeredFunction> functions, string name, TriggeredFunction function)
    {
        AreUsed = true;
        if (!functions.TryAdd(name, function))
        {
            throw new Hosting.HostStartupException($"another function serves '{name}' too.");
        }
    }
}
