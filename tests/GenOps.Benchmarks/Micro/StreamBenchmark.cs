using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using GenOps.Adapters.Memory;
using GenOps.Application.Calls;
using GenOps.Application.Tenants;
using GenOps.Benchmarks.Load;

namespace GenOps.Benchmarks.Micro;

/// <summary>Copying the chunks of a stream: read, looked into, counted, written, flushed.</summary>
public class StreamBenchmark
{
    private const int Chunks = 1_000;

    private Parts _parts = null!;
    private Caller _caller = null!;
    private PipeWriter _output = null!;

    /// <summary>A provider whose stream is in memory already.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        _parts = new Parts(new EntrylessRows(new MemoryRowStores(TimeProvider.System)), new BufferedStreamProvider(Chunks));
        _caller = await _parts.CreateCallerAsync("acme");
        _output = PipeWriter.Create(Stream.Null);
    }

    /// <summary>Gives the account's money back.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync() => await _parts.DisposeAsync();

    /// <summary>One chunk of many: the call around them is a thousandth of it.</summary>
    [Benchmark(Description = "copy of a stream's chunk", OperationsPerInvoke = Chunks)]
    public async Task<StreamEnd> RelayAsync()
    {
        var call = (CallStreaming)await _parts.Calls.RunAsync(_caller, CallLoad.Request(ChatSample.StreamRequest), CancellationToken.None);
        var end = await call.RelayAsync(_output, static (_, _) => { }, CancellationToken.None);
        return end is StreamEnd.Completed ? end : throw new InvalidOperationException($"The stream ended as {end}.");
    }
}
