using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GenOps.EmbeddedHost.Tests.Hosting;

/// <summary>The sample app as a process of its own.</summary>
internal sealed class SampleProcess : IDisposable
{
    private const string ListeningMark = "Now listening on: ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private SampleProcess(Process process)
    {
        _process = process;
        Errors = process.StandardError.ReadToEndAsync();
    }

    internal Task<string> Errors { get; }

    internal string Output => _output.ToString();

    internal static SampleProcess Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "GenOps.EmbeddedHost.SampleApp.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new SampleProcess(Process.Start(start)!);
    }

    internal async Task<Uri> ListeningAsync()
    {
        var line = await LineWithAsync(ListeningMark);
        return new Uri(line[(line.IndexOf(ListeningMark, StringComparison.Ordinal) + ListeningMark.Length)..]);
    }

    internal async Task<string> LineWithAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The process ended without '{text}': {Output}{await Errors}");
    }

    /// <summary>SIGTERM or SIGINT, as an orchestrator or Ctrl-C sends it.</summary>
    internal async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    internal async Task<int> ExitCodeAsync()
    {
        _output.Append(await _process.StandardOutput.ReadToEndAsync());
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
