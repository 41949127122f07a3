using GenOps.EmbeddedHost.DurableTask.History;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>
/// Events and who waits for them, by name in any case. As in isolated workers, a cancelled wait stays in line and swallows the event that
/// would have been its.
/// </summary>
internal sealed class ExternalEvents(OrchestratorThread thread, PayloadReader read)
{
    private readonly Dictionary<string, Queue<TurnInput>> _kept = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<Waiter>> _waiting = new(StringComparer.OrdinalIgnoreCase);

    internal bool AnyWaiting => _waiting.Values.Any(static line => line.Count > 0);

    /// <summary>Events that nobody has waited for.</summary>
    internal IEnumerable<TurnInput> Kept => _kept.Values.SelectMany(static line => line);

    internal Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(name, out var kept) && kept.TryDequeue(out var input))
        {
            return Task.FromResult((T)read(input.Data, typeof(T))!);
        }

        var line = Line(_waiting, name);
        if (line.TryPeek(out var first) && first.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Waits for one event must want one type: '{name}' is awaited as {first.Type.Name} already.", nameof(name));
        }

        var source = new TaskCompletionSource<T>();
        line.Enqueue(new Waiter(typeof(T), data => Finish(source, data)));
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        }

        return source.Task;
    }

    internal void Deliver(TurnInput input)
    {
        if (_waiting.TryGetValue(input.Name!, out var line) && line.TryDequeue(out var waiter))
        {
            thread.Complete(() => waiter.Finish(input.Data));
            return;
        }

        Line(_kept, input.Name!).Enqueue(input);
    }

    private static Queue<TItem> Line<TItem>(Dictionary<string, Queue<TItem>> lines, string name)
    {
        if (!lines.TryGetValue(name, out var line))
        {
            lines.Add(name, line = new Queue<TItem>());
        }

        return line;
    }

    private void Finish<T>(TaskCompletionSource<T> source, string? data)
    {
        T? value;
        try
        {
            value = (T?)read(data, typeof(T));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            source.TrySetException(exception);
            return;
        }

        source.TrySetResult(value!);
    }

    private sealed record Waiter(Type Type, Action<string?> Finish);
}
