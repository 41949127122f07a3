using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.All;

/// <summary>What can be measured by itself.</summary>
internal sealed record Mode(string Name, Func<Effort, Task<Topic>> RunAsync);
