using System.Globalization;
using BenchmarkDotNet.Running;
using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Micro;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "micro":
        BenchmarkRunner.Run<CostBenchmark>();
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
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project tests/GenOps.Benchmarks -- micro | admission | call | http");
        return 2;
}
