using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Pages;

/// <summary>Pages for people and a description for programs. None holds anything of a tenant: the dashboard asks for the key.</summary>
public sealed class PageFunctions(PageHandler handler)
{
    /// <summary>All routes, as OpenAPI 3.1.</summary>
    [Function("OpenApi")]
    public IResult Describe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        handler.Page(PageFiles.Description);

    /// <summary>Spending, budgets, calls and batches, for people.</summary>
    [Function("Dashboard")]
    public IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard")] HttpRequest request) => handler.Page("dashboard.html");

    /// <summary>All routes, for people.</summary>
    [Function("Reference")]
    public IResult Refer([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reference")] HttpRequest request) => handler.Page("reference.html");

    /// <summary>Scripts and styles of the pages; files of their own, so that the pages may forbid all others.</summary>
    [Function("PageAsset")]
    public IResult Asset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{*file}")] HttpRequest request, string? file) =>
        handler.Asset(request, file);
}
