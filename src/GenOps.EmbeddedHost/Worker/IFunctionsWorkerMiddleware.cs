namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs around every function of the app, whatever starts it. One instance serves the whole app.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Does its work and calls <paramref name="next"/> with the same context; not calling it skips the function.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
