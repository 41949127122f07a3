using GenOps.EmbeddedHost.Discovery;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Where an HTTP function is reached. No methods: any method.</summary>
internal sealed record HttpRoute(DiscoveredFunction Function, RoutePattern Pattern, string[] Methods)
{
    /// <summary>The genuine host refuses routes whose first segment only begins with one of these, too.</summary>
    private static readonly string[] ReservedStarts = ["admin", "runtime"];

    internal static HttpRoute Create(DiscoveredFunction function, string prefix, ParameterPolicyFactory policies)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        if (!trigger.NamesAuthLevel)
        {
            throw new HostStartupException("[HttpTrigger] must name its AuthorizationLevel; the default depends on the constructor.");
        }

        if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
        {
            throw new HostStartupException($"AuthorizationLevel.{trigger.AuthLevel} needs keys, which this host has not; use Anonymous.");
        }

        var route = trigger.Route ?? function.Name;
        if (Array.Find(ReservedStarts, start => route.StartsWith(start, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw new HostStartupException($"route '{route}': '{reserved}' is reserved at the start of a route.");
        }

        return new HttpRoute(function, Parse(route, prefix, policies), Normalize(trigger.Methods));
    }

    /// <summary>Equal for two routes that would match the same requests with the same precedence.</summary>
    internal string Shape() => string.Join('/', Pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(ShapeOf))));

    private static RoutePattern Parse(string route, string prefix, ParameterPolicyFactory policies)
    {
        if (route.StartsWith('/') || route.StartsWith('~'))
        {
            throw new HostStartupException($"route '{route}' must not start with '{route[0]}'.");
        }

        try
        {
            var pattern = RoutePatternFactory.Parse(prefix.Length == 0 ? route : $"{prefix}/{route}");
            foreach (var parameter in pattern.Parameters)
            {
                foreach (var policy in parameter.ParameterPolicies)
                {
                    // Routing itself would find an unknown constraint only at the first request.
                    policies.Create(parameter, policy);
                }
            }

            return pattern;
        }
        catch (Exception malformed) when (malformed is RoutePatternException or InvalidOperationException or RouteCreationException)
        {
            throw new HostStartupException([$"route '{route}': {malformed.Message}"], malformed);
        }
    }

    private static string[] Normalize(string[]? methods) =>
        [.. (methods ?? []).Select(static method => method.ToUpperInvariant()).Distinct()];

    private static string ShapeOf(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => ShapeOf(parameter),
        _ => throw new NotSupportedException($"Route part {part.GetType().Name}."),
    };

    private static string ShapeOf(RoutePatternParameterPart parameter)
    {
        var constraints = parameter.ParameterPolicies.Select(static policy => policy.Content).Order(StringComparer.Ordinal);
        return $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Join(':', constraints)}{(parameter.IsOptional ? "?" : "")}}}";
    }
}
