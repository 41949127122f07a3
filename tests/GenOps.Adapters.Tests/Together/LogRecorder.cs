using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GenOps.Adapters.Tests.Together;

/// <summary>Keeps every line that is logged, scopes, structured values and exceptions included.</summary>
internal sealed class LogRecorder : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => recorder._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            recorder._scopes.ForEachScope((scope, lines) => lines.Enqueue($"{category} scope {scope}"), recorder._lines);
            recorder._lines.Enqueue($"{category} {eventId.Name} {formatter(state, exception)} {values} {exception}");
        }
    }
}
