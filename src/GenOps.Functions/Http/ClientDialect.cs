using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>Whose shapes a client expects where Together's differ from OpenAI's.</summary>
internal static class ClientDialect
{
    /// <summary>True for Together's client, or when a header asks for it.</summary>
    public static bool IsTogether(HttpRequest request) =>
        request.Headers["x-genops-dialect"] is { Count: > 0 } asked
            ? string.Equals(asked, "together", StringComparison.OrdinalIgnoreCase)
            : request.Headers.UserAgent.ToString().StartsWith("Together/", StringComparison.OrdinalIgnoreCase);
}
