using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>A request's route values; nothing for other triggers.</summary>
internal sealed class RouteBindingContext(HttpContext? http) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } =
        http?.Request.RouteValues ?? (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?>();
}
