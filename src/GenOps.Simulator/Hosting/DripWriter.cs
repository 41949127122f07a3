namespace GenOps.Simulator;

/// <summary>Sends bytes as fast as they are read, or in small pieces with pauses when the call's behavior wants a slow provider.</summary>
internal static class DripWriter
{
    private const int PieceBytes = 16;

    public static async ValueTask SendAsync(Exchange exchange, ReadOnlyMemory<byte> bytes, int dripMilliseconds)
    {
        var writer = exchange.Context.Response.BodyWriter;
        if (dripMilliseconds == 0)
        {
            await writer.WriteAsync(bytes, exchange.Aborted);
            exchange.Aborted.ThrowIfCancellationRequested();
            return;
        }

        for (var start = 0; start < bytes.Length; start += PieceBytes)
        {
            await writer.WriteAsync(bytes.Slice(start, Math.Min(PieceBytes, bytes.Length - start)), exchange.Aborted);
            await exchange.DelayAsync(dripMilliseconds);
        }
    }
}
