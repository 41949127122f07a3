using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GenOps.Benchmarks.Batches;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Micro;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "micro":
        // In this process: a project generated elsewhere would build by other rules than ours.
        BenchmarkRunner.Run<CostBenchmark>(
            DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    case "admission":
        await AdmissionRun.RunAsync();
        return 0;
    case "call":
        await CallRun.RunAsync();
        return 0;
    case "http":
        await HttpRun.RunAsync();
        return 0;
    case "batches":
        await BatchRun.RunAsync(args[1..]);
        return 0;
    case "batch-memory":
        await BatchRun.RunMemoryAsync();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project tests/GenOps.Benchmarks -- micro | admission | call | http | batches [items] [chunk size] | batch-memory");
        return 2;
}
