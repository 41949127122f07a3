using System.Text.RegularExpressions;

namespace GenOps.TestKit;

/// <summary>Collects lines and completes whoever waits for one. Safe for concurrent use.</summary>
internal sealed class OutputLines
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Regex Pattern, TaskCompletionSource<Match> Completion)> _waiters = [];
    private bool _ended;

    public IReadOnlyList<string> Snapshot()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    public async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Add(line);
        }
    }

    public Task<Match> WaitForMatchAsync(Regex pattern)
    {
        lock (_lock)
        {
            if (_lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
            {
                return Task.FromResult(match);
            }

            var completion = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_ended)
            {
                completion.SetException(Ended(pattern));
            }
            else
            {
                _waiters.Add((pattern, completion));
            }

            return completion.Task;
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var (pattern, completion) in _waiters)
            {
                completion.SetException(Ended(pattern));
            }

            _waiters.Clear();
        }
    }

    private void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var waiter in _waiters.ToArray())
            {
                if (waiter.Pattern.Match(line) is { Success: true } match)
                {
                    _waiters.Remove(waiter);
                    waiter.Completion.SetResult(match);
                }
            }
        }
    }

    private InvalidOperationException Ended(Regex pattern) =>
        new($"The process ended without a line matching /{pattern}/. The output was:\n{string.Join('\n', _lines)}");
}
