using System.Diagnostics.Metrics;
using System.Text;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.DurableTask.Payloads;

/// <summary>Every value that passes through the hub, as the worker's serializer writes it.</summary>
internal sealed class PayloadConverter(IOptions<WorkerOptions> options) : DataConverter
{
    internal const string MeterName = "GenOps.EmbeddedHost.DurableTask";

    /// <summary>Of one input, output, event or state.</summary>
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>What the genuine host's queues carry in one message; more goes to a blob there, as here.</summary>
    internal const int SpillBytes = 45 * 1024;

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Spilled = Meter.CreateCounter<long>(
        "genops.durable.payloads.spilled", "{payload}", "Values too large for a queue message of the genuine host.");

    private readonly ObjectSerializer _serializer = options.Value.Serializer!;

    /// <exception cref="InvalidOperationException">The value is over 1 MiB.</exception>
    public override string? Serialize(object? value)
    {
        if (value is null)
        {
            return null;
        }

        using var stream = new MemoryStream();
        _serializer.Serialize(stream, value, value.GetType(), default);
        if (stream.Length > MaxBytes)
        {
            throw new InvalidOperationException(
                $"A {value.GetType().Name} is {stream.Length:N0} bytes as JSON. An input, output, event or state may have {MaxBytes:N0}: "
                + "store the value elsewhere and pass on where it is.");
        }

        if (stream.Length > SpillBytes)
        {
            Spilled.Add(1);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null)
        {
            return null;
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(data));
        return _serializer.Deserialize(stream, targetType, default);
    }
}
