namespace GenOps.Benchmarks.Memory;

/// <summary>What lives on the heap.</summary>
internal static class Heap
{
    private const double Megabyte = 1_000_000;

    /// <summary>Megabytes (10⁶ bytes) after everything dead is collected.</summary>
    public static double LiveMegabytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
    }
}
