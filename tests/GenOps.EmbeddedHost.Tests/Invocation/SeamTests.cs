using System.Diagnostics;
using System.Reflection;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Tests.Invocation;

public sealed class SeamTests
{
    [Fact]
    public async Task Start_UnknownTriggerWithHandler_HandsTheFunctionOver()
    {
        var handler = new SampleHandler();
        var middleware = new List<string>();
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                Register(builder, handler);
                builder.UseMiddleware((context, next) =>
                {
                    middleware.Add(context.FunctionDefinition.Name);
                    return next();
                });
            },
            typeof(Functions));

        var function = Assert.Single(handler.Functions);
        Assert.Equal("Sampled", function.Definition.Name);
        Assert.Equal(["input", "extra"], function.SuppliedParameters.Select(static parameter => parameter.Name));
        Assert.Equal(typeof(string), function.ResultType);

        await using var scope = host.Host.Services.CreateAsyncScope();
        var result = await function.InvokeAsync(scope.ServiceProvider, ["a", 7], default(ActivityContext), CancellationToken.None);

        Assert.Equal("a 7 bound to Sampled", result);
        Assert.Equal(["Sampled"], middleware);
    }

    [Fact]
    public async Task InvokeAsync_CallerCancels_CancelsTheFunctionsToken()
    {
        var handler = new SampleHandler();
        await using var host = await TestHost.StartAsync(builder => Register(builder, handler), typeof(Waiting));
        using var caller = new CancellationTokenSource();

        var call = Assert.Single(handler.Functions).InvokeAsync(host.Host.Services, ["a"], default, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Start_InputAttributeInHttpFunction_IsBound()
    {
        await using var host = await TestHost.StartAsync(static builder => Register(builder, new SampleHandler()), typeof(HttpWithInput));

        Assert.Equal("bound to HttpWithInput", await host.Client.GetStringAsync("/HttpWithInput"));
    }

    [Fact]
    public async Task Start_UnknownTriggerWithoutHandler_NamesTheFunction()
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(typeof(Waiting)));

        Assert.StartsWith("Function 'Waiting'", fault, StringComparison.Ordinal);
        Assert.Contains("nothing here serves a [SampleTriggerAttribute]", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InputAttributeWithoutBinder_NamesTheFunction()
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(typeof(HttpWithInput)));

        Assert.StartsWith("Function 'HttpWithInput'", fault, StringComparison.Ordinal);
        Assert.Contains("nothing here binds [SampleInputAttribute] to 'client'", fault, StringComparison.Ordinal);
    }

    private static void Register(FunctionsApplicationBuilder builder, SampleHandler handler)
    {
        builder.Services.AddSingleton<ITriggerHandler>(handler);
        builder.Services.AddSingleton<IInputBinder>(new SampleBinder());
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class SampleTriggerAttribute : TriggerBindingAttribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class SampleInputAttribute : InputBindingAttribute;

    public static class Functions
    {
        [Function("Sampled")]
        public static async Task<string> RunAsync(
            [SampleTrigger] string input,
            [SampleInput] string client,
            FunctionContext context,
            int extra,
            CancellationToken cancellationToken)
        {
            await Task.Yield();
            Assert.False(cancellationToken.IsCancellationRequested);
            Assert.Null(context.GetHttpContext());
            return $"{input} {extra} {client}";
        }
    }

    public static class Waiting
    {
        [Function("Waiting")]
        public static Task RunAsync([SampleTrigger] string input, CancellationToken cancellationToken) =>
            new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    public static class HttpWithInput
    {
        [Function("HttpWithInput")]
        public static string Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, [SampleInput] string client) => client;
    }

    private sealed class SampleHandler : ITriggerHandler
    {
        internal List<TriggeredFunction> Functions { get; } = [];

        public bool Handles(TriggerBindingAttribute trigger) => trigger is SampleTriggerAttribute;

        public void Add(TriggeredFunction function) => Functions.Add(function);
    }

    private sealed class SampleBinder : IInputBinder
    {
        public bool Binds(InputBindingAttribute binding, ParameterInfo parameter) =>
            binding is SampleInputAttribute && parameter.ParameterType == typeof(string);

        public async ValueTask<object?> BindAsync(InputBindingAttribute binding, FunctionContext context)
        {
            await Task.Yield();
            return $"bound to {context.FunctionDefinition.Name}";
        }
    }
}
