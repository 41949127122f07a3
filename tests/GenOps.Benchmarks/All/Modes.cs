using GenOps.Benchmarks.Batches;
using GenOps.Benchmarks.Durable;
using GenOps.Benchmarks.Growth;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Memory;
using GenOps.Benchmarks.Micro;
using GenOps.Benchmarks.Neighbours;
using GenOps.Benchmarks.Overspend;
using GenOps.Benchmarks.Startup;
using GenOps.Benchmarks.Streams;

namespace GenOps.Benchmarks.All;

/// <summary>Every mode that the document shows, in the order in which they run.</summary>
internal static class Modes
{
    public static IReadOnlyList<Mode> List { get; } =
    [
        new("overspend", OverspendRun.RunAsync),
        new("durable", DurableRun.RunAsync),
        new("http", HttpRun.RunAsync),
        new("stream", StreamRun.RunAsync),
        new("neighbour", NeighbourRun.RunAsync),
        new("growth", GrowthRun.RunAsync),
        new("memory", MemoryRun.RunAsync),
        new("startup", StartupRun.RunAsync),
        new("batches", BatchRun.RunAsync),
        new("call", CallRun.RunAsync),
        new("admission", AdmissionRun.RunAsync),
        new("micro", MicroRun.RunAsync),
    ];

    public static Mode? Find(string name) => List.FirstOrDefault(mode => mode.Name == name);
}
