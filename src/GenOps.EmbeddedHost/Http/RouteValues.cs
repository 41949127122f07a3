using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Routing.Patterns;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Route values as parameters, of the types that the genuine worker converts to as well.</summary>
internal static class RouteValues
{
    private static readonly HashSet<Type> Parsed =
    [
        typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(Guid),
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
    ];

    internal static ParameterSource Source(ParameterInfo parameter, RoutePatternParameterPart part)
    {
        var type = parameter.ParameterType;
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        var reader = underlying switch
        {
            _ when type == typeof(string) => Method(nameof(Text)),
            _ when !Parsed.Contains(underlying) =>
                throw new HostStartupException($"route value '{part.Name}' can't be given as {type.Name}."),
            _ when underlying == type => Method(nameof(Value)).MakeGenericMethod(type),
            _ => Method(nameof(OptionalValue)).MakeGenericMethod(underlying),
        };
        if (part.IsOptional && part.Default is null && reader.Name == nameof(Value))
        {
            throw new HostStartupException($"route value '{part.Name}' is optional, so parameter '{parameter.Name}' must be nullable.");
        }

        return new ParameterSource.FromContext(context => Expression.Call(reader, context, Expression.Constant(part.Name)));
    }

    private static MethodInfo Method(string name) => typeof(RouteValues).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static string? Text(InvocationContext context, string name) => context.Http!.Request.RouteValues[name] as string;

    private static T Value<T>(InvocationContext context, string name)
        where T : struct, IParsable<T> =>
        OptionalValue<T>(context, name) ?? throw new BadArgumentException($"The path lacks '{name}'.");

    private static T? OptionalValue<T>(InvocationContext context, string name)
        where T : struct, IParsable<T>
    {
        if (Text(context, name) is not { } text)
        {
            return null;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new BadArgumentException($"'{name}' in the path is not a valid {typeof(T).Name}.");
    }
}
