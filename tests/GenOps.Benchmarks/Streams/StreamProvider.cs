using GenOps.Benchmarks.Http;
using GenOps.Benchmarks.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GenOps.Benchmarks.Streams;

/// <summary>A provider whose first chunk comes at once and whose others take their time, so that no core is short.</summary>
internal static class StreamProvider
{
    private const int Chunks = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(8);

    public static Task<WebApplication> StartAsync() => BareServer.StartAsync(StreamAsync);

    private static async Task StreamAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            await http.Response.Body.WriteAsync(ChatSample.StreamChunk);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Pause, TimeProvider.System, http.RequestAborted);
        }

        await http.Response.Body.WriteAsync(ChatSample.StreamTail);
    }
}
