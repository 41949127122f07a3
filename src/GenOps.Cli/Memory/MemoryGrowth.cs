using System.Globalization;

namespace GenOps.Cli.Memory;

/// <summary>How the memory of the app's process grew over some operations.</summary>
internal sealed record MemoryGrowth(MemoryReading Before, MemoryReading After, int Operations)
{
    private const double BytesPerKibibyte = 1_024;
    private const string OtherProcess = "unknown: before and after were told by different processes; the app was restarted, or several answer";

    /// <summary>Why there is no growth to tell; null when there is.</summary>
    public string? UnknownBecause =>
        Before.UnknownBecause ?? After.UnknownBecause ?? (Before.InstanceId == After.InstanceId ? null : OtherProcess);

    private long? Bytes => UnknownBecause is null ? After.HeapBytes - Before.HeapBytes : null;

    private double? BytesPerOperation => Operations == 0 ? null : (double?)Bytes / Operations;

    private string Each => BytesPerOperation is { } bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:+#,0;-#,0;0} B an operation")
        : "no operation ended";

    public override string ToString() => UnknownBecause ?? string.Create(
        CultureInfo.InvariantCulture,
        $"{Each}; managed heap {Change(Before.HeapBytes, After.HeapBytes)}, working set {Change(Before.WorkingSetBytes, After.WorkingSetBytes)}");

    public object Json() => new
    {
        managed_heap_before_bytes = Before.HeapBytes,
        managed_heap_after_bytes = After.HeapBytes,
        working_set_before_bytes = Before.WorkingSetBytes,
        working_set_after_bytes = After.WorkingSetBytes,
        growth_bytes = Bytes,
        growth_per_operation_bytes = BytesPerOperation,
        unknown_because = UnknownBecause,
    };

    private static string Change(long? before, long? after) => string.Create(
        CultureInfo.InvariantCulture,
        $"{before / BytesPerKibibyte:#,0} → {after / BytesPerKibibyte:#,0} KiB ({(after - before) / BytesPerKibibyte:+#,0;-#,0;0})");
}
