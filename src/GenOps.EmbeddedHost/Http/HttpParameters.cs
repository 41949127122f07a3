using System.Linq.Expressions;
using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Finds where the arguments of an HTTP function come from.</summary>
internal sealed class HttpParameters(CommonParameters common, JsonBody body)
{
    internal IReadOnlyList<ParameterSource> Bind(HttpRoute route) =>
        [.. route.Function.Method.GetParameters().Select(parameter => Bind(route, parameter))];

    private ParameterSource Bind(HttpRoute route, ParameterInfo parameter)
    {
        if (route.Function.IsTrigger(parameter))
        {
            return parameter.ParameterType == typeof(HttpRequest)
                ? new ParameterSource.FromContext(Request)
                : throw new HostStartupException($"the [HttpTrigger] parameter '{parameter.Name}' must be an HttpRequest.");
        }

        if (parameter.IsDefined(typeof(FromBodyAttribute)))
        {
            return new ParameterSource.Fetched(body.Reader(parameter));
        }

        if (common.Find(parameter) is { } source)
        {
            return source;
        }

        if (parameter.ParameterType == typeof(HttpRequest))
        {
            return new ParameterSource.FromContext(Request);
        }

        return route.Pattern.GetParameter(parameter.Name!) is { } routeParameter
            ? RouteValues.Source(parameter, routeParameter)
            : throw new HostStartupException(
                $"parameter '{parameter.Name}' is neither in the route '{route.Pattern.RawText}' nor of a type the host provides.");
    }

    private static MemberExpression Request(ParameterExpression context) =>
        Expression.Property(Expression.Property(context, nameof(InvocationContext.Http)), nameof(HttpContext.Request));
}
