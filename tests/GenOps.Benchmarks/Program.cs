using System.Globalization;
using System.Text.Json;
using GenOps.Benchmarks;
using GenOps.Benchmarks.All;
using GenOps.Benchmarks.Batches;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (Options.Parse(args))
{
    case { Mode: "all" } all:
        return await AllRun.RunAsync(all.IsQuick, all.OutFile) ? 0 : 1;
    case { Mode: "batches", Rest.Count: > 0 } batches:
        await BatchRun.RunAsync(batches.Rest);
        return 0;
    case { Mode: "batch-memory" }:
        await BatchRun.RunMemoryAsync();
        return 0;
    case { } options when Modes.Find(options.Mode) is { } mode:
        var topic = await mode.RunAsync(new Effort(options.IsQuick));
        Console.WriteLine(ReportWriter.TopicText(topic));
        if (options.JsonFile is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(topic));
        }

        return 0;
    default:
        Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/GenOps.Benchmarks -- MODE [--quick]\n"
            + $"MODE: all [--out FILE] | {string.Join(" | ", Modes.List.Select(static mode => mode.Name))} | batches ITEMS [CHUNK SIZE] | batch-memory");
        return 2;
}
