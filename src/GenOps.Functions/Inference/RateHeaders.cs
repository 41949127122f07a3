using System.Globalization;
using System.Text;
using GenOps.Application.Rates;
using GenOps.Core.Rates;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Inference;

/// <summary>
/// Tells a tenant's rates as draft-ietf-httpapi-ratelimit-headers does: names, quotas and windows in <c>RateLimit-Policy</c>, what is left and
/// for how long in <c>RateLimit</c>.
/// </summary>
internal static class RateHeaders
{
    private const int MinuteSeconds = 60;

    public static void Set(HttpResponse response, IReadOnlyList<RateState> rates)
    {
        if (rates.Count == 0)
        {
            return;
        }

        var (policy, state) = (new StringBuilder(), new StringBuilder());
        foreach (var rate in rates)
        {
            var separator = policy.Length == 0 ? "" : ", ";
            var (window, reset) = rate.ResetSeconds is { } seconds
                ? (string.Create(CultureInfo.InvariantCulture, $";w={MinuteSeconds}"), string.Create(CultureInfo.InvariantCulture, $";t={seconds}"))
                : ("", "");
            policy.Append(CultureInfo.InvariantCulture, $"{separator}\"{Name(rate.Kind)}\";q={rate.Limit}{window}");
            state.Append(CultureInfo.InvariantCulture, $"{separator}\"{Name(rate.Kind)}\";r={rate.Remaining}{reset}");
        }

        response.Headers["RateLimit-Policy"] = policy.ToString();
        response.Headers["RateLimit"] = state.ToString();
    }

    private static string Name(RateKind kind) => kind switch
    {
        RateKind.Requests => "requests",
        RateKind.Tokens => "tokens",
        RateKind.Concurrency => "concurrency",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
