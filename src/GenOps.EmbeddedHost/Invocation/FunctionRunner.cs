using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Takes every invocation, whatever triggered it, through the worker's middleware to its function.</summary>
internal sealed class FunctionRunner(FunctionExecutionDelegate pipeline, Drain drain, TimeProvider time)
{
    internal CancellationToken FunctionsEnding => drain.FunctionsEnding;

    /// <summary>The pipeline's inner end.</summary>
    internal static Task CallFunctionAsync(FunctionContext context)
    {
        if (context is not InvocationContext invocation)
        {
            throw new InvalidOperationException("Middleware must pass on the FunctionContext that it was given.");
        }

        return invocation.Around is { } around ? CallWithinAsync(invocation, around) : invocation.Function.CallAsync(invocation);
    }

    internal string NewInvocationId() => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    internal Task RunAsync(InvocationContext context) => pipeline(context);

    private static async Task CallWithinAsync(InvocationContext invocation, Func<Func<ValueTask<object?>>, ValueTask<object?>> around) =>
        invocation.Result = await around(async () =>
        {
            await invocation.Function.CallAsync(invocation);
            return invocation.Result;
        });
}
