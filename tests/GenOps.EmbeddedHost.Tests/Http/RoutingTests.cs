using System.Net;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Tests.Http;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/Plain", "plain")]
    [InlineData("/plain", "plain")]
    [InlineData("/items/7", "number 7")]
    [InlineData("/items/seven", "name seven")]
    [InlineData("/optional", "none")]
    [InlineData("/optional/x", "x")]
    [InlineData("/files/a/b/c.txt", "a/b/c.txt")]
    [InlineData("/days/2026-11-24", "2026-11-24")]
    [InlineData("/guids/6f9619ff-8b86-d011-b42d-00c04fc964ff", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("/optional-number", "-1")]
    [InlineData("/optional-number/5", "5")]
    [InlineData("/a%20b/text", "a b")]
    public async Task Get_MatchingRoute_BindsItsValues(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal(expected, await host.Client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/Plain")]
    [InlineData("/guids/not-a-guid")]
    public async Task Get_NoMatchingRoute_IsNotFound(string path)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_UnconstrainedValueOfWrongForm_IsBadRequest()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync("/days/tomorrow");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("'date' in the path is not a valid DateOnly", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "got")]
    [InlineData("PUT", "put")]
    [InlineData("POST", "put")]
    public async Task Send_SameRouteOtherMethod_ReachesItsOwnFunction(string method, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/methods"));

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Send_MethodNotOffered_Is405WithAllow()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.DeleteAsync("/methods");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST", "PUT"], response.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Send_TriggerWithoutMethods_TakesAny(string method)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/any"));

        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_NoRoutePrefixInHostFile_IsUnderApi()
    {
        var folder = new TempFolder();
        folder.Write("host.json", """{ "version": "2.0" }""");
        await using var host = await TestHost.StartAsync(folder, static _ => { }, typeof(Functions));

        Assert.Equal("plain", await host.Client.GetStringAsync("/api/Plain"));
    }

    [Fact]
    public async Task Get_RoutePrefixOverriddenBySetting_IsUnderThatPrefix()
    {
        await using var host = await TestHost.StartAsync(
            static builder => builder.Configuration["AzureFunctionsJobHost:extensions:http:routePrefix"] = "deep/er",
            typeof(Functions));

        Assert.Equal("plain", await host.Client.GetStringAsync("/deep/er/Plain"));
    }

    public static class Functions
    {
        [Function("Plain")]
        public static string Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "plain";

        [Function("ItemByNumber")]
        public static string Number(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequest request, int id) =>
            $"number {id}";

        [Function("ItemByName")]
        public static string Name(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{name}")] HttpRequest request, string name) =>
            $"name {name}";

        [Function("Optional")]
        public static string Optional(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{value?}")] HttpRequest request, string? value) =>
            value ?? "none";

        [Function("OptionalNumber")]
        public static string OptionalNumber(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional-number/{value:int?}")] HttpRequest request, int? value) =>
            $"{value ?? -1}";

        [Function("CatchAll")]
        public static string CatchAll(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequest request, string path) =>
            path;

        [Function("Day")]
        public static string Day(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "days/{date}")] HttpRequest request, DateOnly date) =>
            date.ToString("O");

        [Function("ById")]
        public static string ById(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guids/{id:guid}")] HttpRequest request, Guid id) =>
            $"{id}";

        [Function("Escaped")]
        public static string Escaped(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{value}/text")] HttpRequest request, string value) =>
            value;

        [Function("MethodsGet")]
        public static string Got([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "methods")] HttpRequest request) => "got";

        [Function("MethodsPut")]
        public static string Put(
            [HttpTrigger(AuthorizationLevel.Anonymous, "Put", "POST", Route = "methods")] HttpRequest request) => "put";

        [Function("Any")]
        public static string Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequest request) => request.Method;
    }
}
