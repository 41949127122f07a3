using System.Diagnostics;
using System.Text.RegularExpressions;

namespace GenOps.Azurite;

/// <summary>The launched node process and what it has said so far. Ports are 0, so the operating system picks free ones.</summary>
internal sealed partial class AzuriteProcess : IDisposable
{
    private const int KeptLines = 40;
    private static readonly string[] Services = ["Blob", "Queue", "Table"];
    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string? _dataFolder;
    private readonly Queue<string> _lines = new();
    private readonly Dictionary<string, Uri> _endpoints = [];
    private readonly HashSet<string> _closed = [];
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _saved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteProcess(Process process, string? dataFolder)
    {
        _process = process;
        _dataFolder = dataFolder;
        Exited = WaitForExitAsync();
    }

    /// <summary>Completes when the process is gone, whatever the reason.</summary>
    public Task Exited { get; }

    public static AzuriteProcess Start(string script, string? dataFolder)
    {
        var launcher = Path.Combine(AzuriteInstallation.SourceFolder, "launch.cjs");
        string[] storage = dataFolder is null ? ["--inMemoryPersistence"] : ["--location", dataFolder];
        string[] arguments =
        [
            launcher, script, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", .. storage,
        ];
        return new AzuriteProcess(NodeProcess.Start("node", arguments, dataFolder ?? AppContext.BaseDirectory), dataFolder);
    }

    /// <summary>Waits for all three services and returns their base addresses by name: Blob, Queue, Table.</summary>
    public async Task<IReadOnlyDictionary<string, Uri>> WaitUntilListeningAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_listening.Task, Exited).WaitAsync(cancellationToken);
        return _listening.Task.IsCompletedSuccessfully
            ? _endpoints
            : throw new AzuriteException($"Azurite ended while starting (exit code {_process.ExitCode}). It said: {LastLines()}");
    }

    /// <summary>Asks for the stop that saves, by ending stdin, and returns when the process is gone.</summary>
    public async Task StopAsync(TimeSpan timeout, TimeProvider timeProvider)
    {
        _process.StandardInput.Close();
        try
        {
            await Task.WhenAny(_saved.Task, Exited).WaitAsync(timeout, timeProvider);
        }
        catch (TimeoutException exception)
        {
            throw new AzuriteException($"Azurite did not save its data within {timeout}. It said: {LastLines()}", exception);
        }

        try
        {
            await Exited.WaitAsync(ExitGrace, timeProvider);
        }
        catch (TimeoutException)
        {
            // All is saved; only a client's unanswered request keeps the process.
            Kill();
            await Exited;
            if (_dataFolder is not null)
            {
                // A killed Azurite can't take its name off the data; another process may get its number.
                File.Delete(DataFolderGuard.PidFile(_dataFolder));
            }
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public string LastLines()
    {
        lock (_lines)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }

    public void Dispose() => _process.Dispose();

    [GeneratedRegex(@"^Azurite (\w+) service is successfully listening at (\S+)$")]
    private static partial Regex ListeningLine();

    [GeneratedRegex(@"^Azurite (\w+) service successfully closed$")]
    private static partial Regex ClosedLine();

    private async Task WaitForExitAsync() =>
        await Task.WhenAll(ReadLinesAsync(_process.StandardOutput), ReadLinesAsync(_process.StandardError), _process.WaitForExitAsync());

    private async Task ReadLinesAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _lines.Enqueue(line);
                if (_lines.Count > KeptLines)
                {
                    _lines.Dequeue();
                }

                Observe(line);
            }
        }
    }

    private void Observe(string line)
    {
        if (ListeningLine().Match(line) is { Success: true } listening)
        {
            _endpoints[listening.Groups[1].Value] = new Uri(listening.Groups[2].Value);
            if (Services.All(_endpoints.ContainsKey))
            {
                _listening.TrySetResult();
            }
        }
        else if (ClosedLine().Match(line) is { Success: true } closed)
        {
            _closed.Add(closed.Groups[1].Value);
            if (Services.All(_closed.Contains))
            {
                _saved.TrySetResult();
            }
        }
    }
}
