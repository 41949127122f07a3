using GenOps.Cli.Api;

namespace GenOps.Cli.Memory;

/// <summary>The memory of the app's process after a full collection.</summary>
/// <param name="InstanceId">Which running process it is.</param>
/// <param name="HeapBytes">What lives on its managed heap.</param>
/// <param name="WorkingSetBytes">What it has of the machine.</param>
/// <param name="UnknownBecause">Why all else is null; null when it is known.</param>
internal sealed record MemoryReading(string? InstanceId, long? HeapBytes, long? WorkingSetBytes, string? UnknownBecause)
{
    private const string NoKey = "needs the administrator's key (--admin-key, GENOPS_ADMIN_KEY or a profile that has it)";

    /// <summary>Asks the app. That it refuses or does not answer is told as a reason, since what was measured beside is worth as much without it.</summary>
    public static async Task<MemoryReading> TakeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Connection.AdminKey is null)
        {
            return Unknown(NoKey);
        }

        try
        {
            var figures = await context.Admin.GetAsync("genops/diagnostics?collect=true", cancellationToken);
            return figures.Text("instance_id") is { } id && figures.Number("managed_heap_bytes") is { } heap && figures.Number("working_set_bytes") is { } set
                ? new MemoryReading(id, (long)heap, (long)set, null)
                : Unknown("unknown: the app's answer has no such figures; is the URL right?");
        }
        catch (ApiException refusal)
        {
            return Unknown($"unknown: {ApiErrorText.Of(refusal)}");
        }
    }

    private static MemoryReading Unknown(string reason) => new(null, null, null, reason);
}
