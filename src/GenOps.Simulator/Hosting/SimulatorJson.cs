using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>JSON of the simulator's own routes and of the model list: snake case, enums as text, unknown names refused.</summary>
internal static class SimulatorJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Task SendAsync<T>(HttpContext context, T value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, Options, context.RequestAborted);
    }

    public static Task SendProblemAsync(HttpContext context, int status, string message)
    {
        var error = new { message, type = "invalid_request_error", param = (string?)null, code = (string?)null };
        return SendAsync(context, new { error }, status);
    }
}
