using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GenOps.TestKit;

/// <summary>
/// A process started by a test: its lines of stdout and stderr are kept and can be awaited, it takes signals, and disposing
/// kills it with everything it started. Its stdin is a pipe that ends with the test's process.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly OutputLines _output = new();
    private readonly Task _completion;

    private ChildProcess(Process process)
    {
        _process = process;
        _completion = CompleteAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All lines so far, stdout and stderr as they came.</summary>
    public IReadOnlyList<string> Lines => _output.Snapshot();

    /// <summary>Starts <c>dotnet</c> with the path of a built assembly and its arguments.</summary>
    public static ChildProcess StartDotnet(
        string assemblyPath,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null) =>
        Start("dotnet", [assemblyPath, .. arguments], environment, workingDirectory);

    /// <summary>Starts a program. A <c>null</c> value removes that variable from the inherited environment.</summary>
    public static ChildProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var startInfo = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = workingDirectory ?? RepositoryRoot.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            startInfo.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(startInfo)!);
    }

    /// <summary>Waits for the first line, past ones included, that matches; fails with all output on timeout or exit.</summary>
    public async Task<Match> WaitForLineAsync(string pattern, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _output.WaitForMatchAsync(new Regex(pattern)).WaitAsync(timeout ?? Patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"No line matched /{pattern}/. The output was:\n{string.Join('\n', Lines)}", exception);
        }
    }

    /// <summary>Waits until the process is gone and its output is read to the end; returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        await _completion.WaitAsync(timeout ?? Patience, cancellationToken);
        return _process.ExitCode;
    }

    public void Signal(UnixSignal signal) => Send(_process.Id, signal);

    /// <summary>Signals the whole process group that this process leads, as a terminal does on Ctrl-C.</summary>
    public void SignalGroup(UnixSignal signal) => Send(-_process.Id, signal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    private static void Send(int pid, UnixSignal signal)
    {
        if (SendSignal(pid, (int)signal) != 0)
        {
            throw new Win32Exception();
        }
    }

    private async Task CompleteAsync()
    {
        await Task.WhenAll(_output.ReadAsync(_process.StandardOutput), _output.ReadAsync(_process.StandardError));
        await _process.WaitForExitAsync();
        _output.Complete();
    }
}
