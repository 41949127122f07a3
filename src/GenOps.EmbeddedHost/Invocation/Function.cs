using GenOps.EmbeddedHost.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>A function ready to be called: its method compiled to one delegate, its arguments known by source.</summary>
internal sealed class Function
{
    private readonly Func<InvocationContext, ValueTask<object?>> _call;
    private readonly (int Slot, Func<FunctionContext, ValueTask<object?>> FetchAsync)[] _fetched;

    internal Function(DiscoveredFunction discovered, FunctionDefinition definition, IReadOnlyList<ParameterSource> sources)
    {
        Definition = definition;
        var slots = sources.Select(static (source, index) => (source, index)).Where(static pair => pair.source is not ParameterSource.FromContext).ToArray();
        SlotCount = slots.Length;
        TriggerSlots = [.. SlotsOf<ParameterSource.FromTrigger>(slots)];
        _fetched = [.. slots.Select(static (pair, slot) => (slot, pair.source)).Where(static pair => pair.source is ParameterSource.Fetched)
            .Select(static pair => (pair.slot, ((ParameterSource.Fetched)pair.source).FetchAsync))];
        _call = MethodCompiler.Compile(discovered.Method, sources);
    }

    internal FunctionDefinition Definition { get; }

    internal int SlotCount { get; }

    /// <summary>The slots that the trigger fills, in the order of the parameters.</summary>
    internal IReadOnlyList<int> TriggerSlots { get; }

    internal ValueTask<object?> CallAsync(InvocationContext context) =>
        _fetched.Length == 0 ? _call(context) : FetchAndCallAsync(context);

    private async ValueTask<object?> FetchAndCallAsync(InvocationContext context)
    {
        foreach (var (slot, fetchAsync) in _fetched)
        {
            context.Slots[slot] = await fetchAsync(context);
        }

        return await _call(context);
    }

    private static IEnumerable<int> SlotsOf<T>((ParameterSource Source, int Index)[] slots) =>
        slots.Select(static (pair, slot) => (pair.Source, slot)).Where(static pair => pair.Source is T).Select(static pair => pair.slot);
}
