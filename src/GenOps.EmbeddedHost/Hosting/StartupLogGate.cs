using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>
/// Keeps the generic host from logging a failed start with its stack trace: the exception itself reaches whoever started the host, and is
/// reported there once.
/// </summary>
internal sealed class StartupLogGate
{
    internal const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _isStarting = true;

    internal void Open() => _isStarting = false;

    /// <summary>A background service that fails meanwhile is logged as critical, which always passes.</summary>
    internal bool Allows(LogLevel level) =>
        level >= LogLevel.Information && (level != LogLevel.Error || !_isStarting);
}
