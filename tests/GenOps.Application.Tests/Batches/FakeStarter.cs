using GenOps.Application.Batches;

namespace GenOps.Application.Tests.Batches;

/// <summary>Remembers what was started; says of every orchestration what it is told to.</summary>
internal sealed class FakeStarter(BatchRunState state) : IBatchStarter
{
    private readonly List<string> _started = [];

    public IReadOnlyList<string> Started => _started;

    public Task StartAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        _started.Add(batch.BatchId);
        return Task.CompletedTask;
    }

    public Task<BatchRunState> StateAsync(BatchKey batch, CancellationToken cancellationToken) => Task.FromResult(state);

    public Task HintAsync(BatchKey batch, CancellationToken cancellationToken) => Task.CompletedTask;
}
