using GenOps.Benchmarks.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GenOps.Benchmarks.Http;

/// <summary>A provider over HTTP that always answers the same.</summary>
internal static class BareProvider
{
    public static Task<WebApplication> StartAsync(TimeSpan latency = default) => BareServer.StartAsync(http => AnswerAsync(http, latency));

    private static async Task AnswerAsync(HttpContext http, TimeSpan latency)
    {
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, TimeProvider.System, http.RequestAborted);
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = ChatSample.Answer.Length;
        await http.Response.Body.WriteAsync(ChatSample.Answer);
    }
}
