using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Pages;

/// <summary>A page for people and a description for programs. Neither holds anything of a tenant: the page asks for the key.</summary>
public static class PageFunctions
{
    /// <summary>All routes, as OpenAPI 3.1.</summary>
    [Function("OpenApi")]
    public static IResult Describe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        new PageResult("openapi.json", "application/json");

    /// <summary>A tenant's day, for people.</summary>
    [Function("Dashboard")]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard")] HttpRequest request) =>
        new PageResult("dashboard.html", "text/html; charset=utf-8");

    /// <summary>What makes the page work; a file of its own, so that the page may forbid every other script.</summary>
    [Function("DashboardScript")]
    public static IResult Script([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard.js")] HttpRequest request) =>
        new PageResult("dashboard.js", "text/javascript; charset=utf-8");
}
