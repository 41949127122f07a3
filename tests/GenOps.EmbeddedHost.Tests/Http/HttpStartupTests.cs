using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Tests.Http;

public sealed class HttpStartupTests
{
    [Theory]
    [InlineData(typeof(NoLevel), "must name its AuthorizationLevel")]
    [InlineData(typeof(NoLevelButMethod), "must name its AuthorizationLevel")]
    [InlineData(typeof(FunctionLevel), "AuthorizationLevel.Function needs keys")]
    [InlineData(typeof(AdminLevel), "AuthorizationLevel.Admin needs keys")]
    [InlineData(typeof(AdminRoute), "'admin' is reserved")]
    [InlineData(typeof(RuntimeRoute), "'runtime' is reserved")]
    [InlineData(typeof(AdministratorsRoute), "'admin' is reserved")]
    [InlineData(typeof(SlashRoute), "must not start with '/'")]
    [InlineData(typeof(MalformedRoute), "route 'a/{'")]
    [InlineData(typeof(UnknownConstraint), "nonsense")]
    [InlineData(typeof(NotARequest), "must be an HttpRequest")]
    [InlineData(typeof(UnknownParameter), "'other' is neither in the route")]
    [InlineData(typeof(UnparsableValue), "can't be given as Uri")]
    [InlineData(typeof(OptionalNotNullable), "must be nullable")]
    public async Task Start_FunctionThatHttpCannotServe_IsNamedWithTheReason(Type functions, string reason)
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(functions));

        Assert.StartsWith($"Function 'F' ({functions.FullName}.Run): ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(SameRoute))]
    [InlineData(typeof(SameRouteOtherNames))]
    [InlineData(typeof(SameRouteAnyMethod))]
    public async Task Start_TwoFunctionsOfOneRouteAndMethod_NamesBoth(Type functions)
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(functions));

        Assert.Contains("'A'", fault, StringComparison.Ordinal);
        Assert.Contains("'B'", fault, StringComparison.Ordinal);
        Assert.Contains("same route GET", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_HttpFunctionWithoutWebApplication_IsRefused()
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(static _ => { }, typeof(SameRoute)));

        Assert.Contains("ConfigureFunctionsWebApplication()", fault, StringComparison.Ordinal);
    }

    public static class NoLevel
    {
        [Function("F")]
        public static string Run([HttpTrigger] HttpRequest request) => "";
    }

    public static class NoLevelButMethod
    {
        [Function("F")]
        public static string Run([HttpTrigger("get")] HttpRequest request) => "";
    }

    public static class FunctionLevel
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => "";
    }

    public static class AdminLevel
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => "";
    }

    public static class AdminRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "Admin/keys")] HttpRequest request) => "";
    }

    public static class RuntimeRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "runtime")] HttpRequest request) => "";
    }

    public static class AdministratorsRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "administrators")] HttpRequest request) => "";
    }

    public static class SlashRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/x")] HttpRequest request) => "";
    }

    public static class MalformedRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{")] HttpRequest request) => "";
    }

    public static class UnknownConstraint
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b:nonsense}")] HttpRequest request) => "";
    }

    public static class NotARequest
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous)] string request) => request;
    }

    public static class UnknownParameter
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b}")] HttpRequest request, string other) => other;
    }

    public static class UnparsableValue
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b}")] HttpRequest request, Uri b) => b.ToString();
    }

    public static class OptionalNotNullable
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b?}")] HttpRequest request, int b) => $"{b}";
    }

    public static class SameRoute
    {
        [Function("A")]
        public static string A([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "x/Y")] HttpRequest request) => "";

        [Function("B")]
        public static string B([HttpTrigger(AuthorizationLevel.Anonymous, "post", "GET", Route = "x/y")] HttpRequest request) => "";
    }

    public static class SameRouteOtherNames
    {
        [Function("A")]
        public static string A([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{one:int}")] HttpRequest request) => "";

        [Function("B")]
        public static string B([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{two:int}")] HttpRequest request) => "";
    }

    public static class SameRouteAnyMethod
    {
        [Function("A")]
        public static string A([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => "";

        [Function("B")]
        public static string B([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x")] HttpRequest request) => "";
    }
}
