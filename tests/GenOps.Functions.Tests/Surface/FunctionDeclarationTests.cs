using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Tests.Surface;

/// <summary>What the genuine build refuses or silently gets wrong in the way functions are declared.</summary>
public sealed class FunctionDeclarationTests
{
    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. Assembly.Load("GenOps.Functions").GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
            .Where(static method => method.IsDefined(typeof(FunctionAttribute), inherit: false)),
    ];

    [Fact]
    public void Names_AreUniqueWhateverTheTrigger()
    {
        var names = Functions.Select(static method => method.GetCustomAttribute<FunctionAttribute>()!.Name).ToList();

        Assert.NotEmpty(names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void HttpTriggers_NameTheirAuthorizationLevel()
    {
        var triggers = Functions.SelectMany(static method => method.GetParameters()).SelectMany(static parameter => parameter.CustomAttributes)
            .Where(static attribute => attribute.AttributeType == typeof(HttpTriggerAttribute))
            .ToList();

        Assert.NotEmpty(triggers);
        Assert.All(triggers, static trigger => Assert.True(NamesItsLevel(trigger), trigger.ToString()));
    }

    [Fact]
    public void HttpTriggers_WithoutALevel_AreFound() => Assert.False(NamesItsLevel(
        GetType().GetMethod(nameof(Careless), BindingFlags.NonPublic | BindingFlags.Static)!.GetParameters()[0].CustomAttributes.First()));

    [Fact]
    public void Functions_ArePublicMethodsOfPublicTypes() =>
        Assert.All(Functions, static method => Assert.True(method.IsPublic && method.DeclaringType!.IsPublic, $"{method.DeclaringType}.{method.Name}"));

    private static bool NamesItsLevel(CustomAttributeData trigger) =>
        trigger.ConstructorArguments is [var first, ..] && first.ArgumentType == typeof(AuthorizationLevel);

    private static void Careless([HttpTrigger("get")] object request) => _ = request;
}
