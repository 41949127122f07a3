using System.Reflection;
using GenOps.TestKit;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Tests.Surface;

/// <summary>The part of the genuine SDK's API that the app may use, and what an assembly uses beyond it.</summary>
internal sealed class SdkSurface
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(double)] = "double",
    };

    private readonly HashSet<string> _lines;

    private SdkSurface(IEnumerable<string> lines) => _lines = [.. lines];

    /// <summary>The assembly that stands in for the SDK here, under the SDK's own namespaces.</summary>
    private static Assembly Host { get; } = typeof(FunctionAttribute).Assembly;

    public static SdkSurface Load() => new(
        File.ReadLines(RepositoryRoot.Combine("tests", "GenOps.Functions.Tests", "Surface", "sdk-surface.txt"))
            .Where(static line => !line.StartsWith('#')));

    public SdkSurface Without(string line) => new(_lines.Where(other => other != line));

    /// <summary>Everything of the SDK that the types use and that is not listed, each with its first user.</summary>
    public IReadOnlyList<string> FindForeign(IEnumerable<Type> types)
    {
        var foreign = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (member, user) in types.SelectMany(UsesOf).Where(use => !IsListed(use.Member)))
        {
            foreign.TryAdd(member, user);
        }

        return [.. foreign.Select(static pair => $"{pair.Key} (used by {pair.Value})")];
    }

    private bool IsListed(string use) => _lines.Contains(use) || _lines.Contains($"{use.Split(' ')[0]} *");

    private static IEnumerable<(string Member, string User)> UsesOf(Type type)
    {
        var named = new[] { type.BaseType }.Concat(type.GetInterfaces());
        foreach (var used in named.Concat(Calls.CodeOf(type).SelectMany(TypesOf)).OfType<Type>().SelectMany(Parts).Where(IsHost))
        {
            yield return (Render(used), type.FullName!);
        }

        foreach (var attribute in AttributesOf(type))
        {
            yield return ($"{Render(attribute.AttributeType)} {Render(attribute.Constructor)}", type.FullName!);
            foreach (var argument in attribute.NamedArguments)
            {
                var property = (PropertyInfo)argument.MemberInfo;
                yield return ($"{Render(attribute.AttributeType)} {Render(property.SetMethod!)}", type.FullName!);
            }
        }

        foreach (var method in Calls.CodeOf(type))
        {
            foreach (var member in Calls.Of(method).Where(static member => IsHost(member.DeclaringType!)))
            {
                yield return ($"{Render(member.DeclaringType!)} {Render(member)}", $"{method.DeclaringType!.FullName}.{method.Name}");
            }
        }
    }

    private static IEnumerable<Type?> TypesOf(MethodBase method) =>
        method.GetParameters().Select(static parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(static local => local.LocalType) ?? []);

    private static IEnumerable<CustomAttributeData> AttributesOf(Type type) =>
        type.CustomAttributes
            .Concat(Calls.CodeOf(type).SelectMany(static method =>
                method.CustomAttributes.Concat(method.GetParameters().SelectMany(static parameter => parameter.CustomAttributes))))
            .Where(static attribute => IsHost(attribute.AttributeType));

    private static bool IsHost(Type type) => type.Assembly == Host;

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Append(type);

    private static string Render(MemberInfo member)
    {
        if (member is not MethodBase method)
        {
            return member.Name;
        }

        // A member of TaskEntity<Some> is listed as one of TaskEntity<TState>.
        var open = method.DeclaringType is { IsGenericType: true } type
            ? MethodBase.GetMethodFromHandle(method.MethodHandle, type.GetGenericTypeDefinition().TypeHandle)!
            : method;
        open = open.IsGenericMethod ? ((MethodInfo)open).GetGenericMethodDefinition() : open;
        var typeParameters = open.IsGenericMethod ? $"<{string.Join(", ", open.GetGenericArguments().Select(Short))}>" : "";
        return $"{open.Name}{typeParameters}({string.Join(", ", open.GetParameters().Select(static parameter => Short(parameter.ParameterType)))})";
    }

    private static string Render(Type type)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return open.IsGenericParameter ? open.Name : $"{open.Namespace}.{Short(open)}";
    }

    private static string Short(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Short(value);
        }

        if (type.IsArray)
        {
            return $"{Short(type.GetElementType()!)}[]";
        }

        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>"
            : Keywords.GetValueOrDefault(type, type.Name);
    }
}
