using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace GenOps.EmbeddedHost.Tests.Discovery;

public sealed class FunctionDiscoveryTests
{
    [Fact]
    public void CreateBuilder_ByDefault_LooksInTheCallingAssembly()
    {
        using var folder = new TempFolder();

        var builder = FunctionsApplication.CreateBuilder([$"--AzureWebJobsScriptRoot={folder.Path}"]);

        Assert.Equal(Assembly.GetExecutingAssembly(), builder.HostOptions.FunctionsAssembly);
    }

    [Fact]
    public async Task Start_TwoFunctionsOfOneName_NamesBothMethods()
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(typeof(SameNameOne), typeof(SameNameTwo)));

        Assert.Contains("'Same'", fault, StringComparison.Ordinal);
        Assert.Contains("SameNameOne.First", fault, StringComparison.Ordinal);
        Assert.Contains("SameNameTwo.Second", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(NotPublicClass), "must be public")]
    [InlineData(typeof(NotPublicMethod), "the method must be public")]
    [InlineData(typeof(GenericMethod), "generic")]
    [InlineData(typeof(AbstractClass), "no instance")]
    [InlineData(typeof(AsyncVoid), "'async void'")]
    [InlineData(typeof(ByReference), "ref, in or out")]
    [InlineData(typeof(NoTrigger), "no parameter has a trigger")]
    [InlineData(typeof(TwoTriggers), "only one parameter")]
    [InlineData(typeof(BadName), "must start with a letter")]
    public async Task Start_MethodThatCannotBeAFunction_IsNamedWithTheReason(Type functions, string reason)
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(functions));

        Assert.Contains($"{functions.FullName}.", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AssemblyWithoutFunctions_IsRefused()
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(static builder => builder.ConfigureEmbeddedHost(static options =>
        {
            options.FunctionsAssembly = typeof(FunctionContext).Assembly;
            options.FunctionClasses = null;
        })));

        Assert.StartsWith("GenOps.EmbeddedHost has no functions", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SeveralFaults_TellsAll() =>
        Assert.Equal(3, (await TestHost.FaultsOfAsync(typeof(NoTrigger), typeof(TwoTriggers), typeof(AsyncVoid))).Count);

    public static class SameNameOne
    {
        [Function("Same")]
        public static string First([HttpTrigger(AuthorizationLevel.Anonymous, Route = "one")] HttpRequest request) => "";
    }

    public static class SameNameTwo
    {
        [Function("same")]
        public static void Second([TimerTrigger("0 0 0 * * *")] TimerInfo timer)
        {
        }
    }

    internal static class NotPublicClass
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "";
    }

    public static class NotPublicMethod
    {
        [Function("F")]
        internal static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "";
    }

    public static class GenericMethod
    {
        [Function("F")]
        public static string Run<T>([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => typeof(T).Name;
    }

    public abstract class AbstractClass
    {
        [Function("F")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "";
    }

    public static class AsyncVoid
    {
        [Function("F")]
        public static async void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => await Task.Yield();
    }

    public static class ByReference
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, in int number) => $"{number}";
    }

    public static class NoTrigger
    {
        [Function("NoTrigger")]
        public static string Run(HttpRequest request) => "";
    }

    public static class TwoTriggers
    {
        [Function("TwoTriggers")]
        public static string Run(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [TimerTrigger("0 0 0 * * *")] TimerInfo timer) => "";
    }

    public static class BadName
    {
        [Function("9 lives")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "";
    }
}
