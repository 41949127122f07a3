using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives middleware the HTTP side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request's context, or null when something other than HTTP started the function.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (context as InvocationContext)?.Http;
    }
}
