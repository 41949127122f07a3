using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GenOps.Application.Tests.Alerts;

/// <summary>Remembers named log events with their attributes.</summary>
internal sealed class EventLog<TCategory>(ConcurrentQueue<(string Name, IReadOnlyDictionary<string, object?> Attributes)> events) : ILogger<TCategory>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Assert.NotEmpty(formatter(state, exception));
        if (eventId.Name is { } name && state is IEnumerable<KeyValuePair<string, object?>> attributes)
        {
            events.Enqueue((name, attributes.ToDictionary()));
        }
    }
}
