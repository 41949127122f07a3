using BenchmarkDotNet.Attributes;
using GenOps.Benchmarks.Load;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Micro;

/// <summary>Reading a request's body.</summary>
public class RequestBenchmark
{
    private readonly byte[] _body = ChatSample.Request;

    /// <summary>A chat of two messages, everything that money and routing depend on.</summary>
    [Benchmark(Description = "parse of a request")]
    public bool Parse() => InferenceRequestReader.TryRead(InferenceEndpoint.ChatCompletions, _body, out _, out _);
}
