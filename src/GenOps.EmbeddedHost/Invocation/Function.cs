using GenOps.EmbeddedHost.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>A function ready to be called: its method compiled to one delegate, its arguments known by source.</summary>
internal sealed class Function
{
    private readonly Func<InvocationContext, Task> _call;
    private readonly (int Slot, Func<FunctionContext, ValueTask<object?>> FetchAsync)[] _fetched;

    internal Function(DiscoveredFunction discovered, IReadOnlyList<ParameterSource> sources, MethodCompiler compiler)
    {
        var triggerSlots = new List<int>();
        var fetched = new List<(int, Func<FunctionContext, ValueTask<object?>>)>();
        foreach (var source in sources)
        {
            switch (source)
            {
                case ParameterSource.FromTrigger:
                    triggerSlots.Add(SlotCount++);
                    break;
                case ParameterSource.Fetched fetch:
                    fetched.Add((SlotCount++, fetch.FetchAsync));
                    break;
            }
        }

        Definition = new EmbeddedFunctionDefinition(discovered);
        TriggerSlots = triggerSlots;
        _fetched = [.. fetched];
        _call = compiler.Compile(discovered.Method, sources);
    }

    internal FunctionDefinition Definition { get; }

    /// <summary>How many arguments are not read off the context; their slots are numbered in the order of the parameters.</summary>
    internal int SlotCount { get; }

    /// <summary>The slots that the trigger fills, in the order of the parameters.</summary>
    internal IReadOnlyList<int> TriggerSlots { get; }

    /// <summary>Calls the method, which leaves its result in the context.</summary>
    internal Task CallAsync(InvocationContext context) =>
        _fetched.Length == 0 ? _call(context) : FetchAndCallAsync(context);

    private async Task FetchAndCallAsync(InvocationContext context)
    {
        foreach (var (slot, fetchAsync) in _fetched)
        {
            context.Slots[slot] = await fetchAsync(context);
        }

        await _call(context);
    }
}
