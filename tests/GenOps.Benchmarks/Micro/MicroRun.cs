using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Micro;

/// <summary>Single steps, measured by BenchmarkDotNet with their allocations.</summary>
internal static class MicroRun
{
    private static readonly Type[] Benchmarks = [typeof(CostBenchmark), typeof(RequestBenchmark), typeof(SettleBenchmark), typeof(StreamBenchmark)];

    public static Task<Topic> RunAsync(Effort effort)
    {
        // In this process: a project generated elsewhere would build by other rules than ours.
        var job = (effort.IsQuick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableLogFile);
        var reports = Benchmarks.SelectMany(type => BenchmarkRunner.Run(type, config).Reports).ToArray();
        return Task.FromResult(new Topic("micro", [.. reports.SelectMany(FiguresOf)]));
    }

    private static IEnumerable<Figure> FiguresOf(BenchmarkReport report)
    {
        var name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (report.ResultStatistics is not { } statistics)
        {
            throw new InvalidOperationException($"'{name}' was not measured. Build with -c Release.");
        }

        yield return new Figure(name, statistics.Mean, "#,0.0 'ns'");
        yield return new Figure($"{name}: allocated", report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0, "#,0 'B'");
    }
}
