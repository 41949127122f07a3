using System.Diagnostics;
using System.Reflection;

namespace GenOps.Functions.Diagnostics;

/// <summary>The figures of this process as JSON shows them.</summary>
internal static class ProcessViews
{
    private static readonly string? Version =
        typeof(ProcessViews).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    public static object Of(RunningInstance instance)
    {
        using var process = Process.GetCurrentProcess();
        return new
        {
            instance_id = instance.Id,
            version = Version,
            started_at = instance.StartedAt.UtcDateTime,
            uptime_seconds = instance.Uptime.TotalSeconds,
            working_set_bytes = process.WorkingSet64,
            managed_heap_bytes = GC.GetTotalMemory(forceFullCollection: false),
            allocated_bytes = GC.GetTotalAllocatedBytes(),
            gc_pause_ms = GC.GetTotalPauseDuration().TotalMilliseconds,
            gc_collections = new { gen0 = GC.CollectionCount(0), gen1 = GC.CollectionCount(1), gen2 = GC.CollectionCount(2) },
            thread_count = process.Threads.Count,
            processor_ms = process.TotalProcessorTime.TotalMilliseconds,
        };
    }
}
