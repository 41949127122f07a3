using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts a function with an HTTP request. Always name the authorization level: without it the default depends on the constructor.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    public HttpTriggerAttribute(params string[] methods)
    {
        Methods = methods;
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
        NamesAuthLevel = true;
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
        NamesAuthLevel = true;
    }

    /// <summary>Route template without a leading slash, ASP.NET Core constraints allowed. Default: the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>HTTP methods, in any case. None: all methods.</summary>
    public string[]? Methods { get; }

    public AuthorizationLevel AuthLevel { get; }

    internal bool NamesAuthLevel { get; }
}
