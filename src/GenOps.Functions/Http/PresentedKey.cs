using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GenOps.Functions.Http;

/// <summary>The API key of a request.</summary>
internal static class PresentedKey
{
    private const string Scheme = "Bearer ";

    /// <summary>From <c>Authorization: Bearer</c> or <c>x-api-key</c>; empty when there is none, or both and they differ.</summary>
    public static string Read(HttpRequest request)
    {
        var bearer = request.Headers[HeaderNames.Authorization];
        var direct = request.Headers["x-api-key"];
        if (bearer.Count > 1 || direct.Count > 1)
        {
            return "";
        }

        var fromBearer = bearer.Count == 0 ? null
            : bearer[0]!.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? bearer[0]![Scheme.Length..].Trim() : "";
        var fromDirect = direct.Count == 0 ? null : direct[0]!.Trim();
        if (fromBearer is not null && fromDirect is not null && fromBearer != fromDirect)
        {
            return "";
        }

        return fromBearer ?? fromDirect ?? "";
    }
}
