using System.Net.Http.Json;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Tests.Invocation;

public sealed class FunctionContextTests
{
    [Fact]
    public async Task Invoke_Context_TellsOfTheFunctionAndItsRoute()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var told = await host.Client.GetFromJsonAsync<Told>("/about/7");

        Assert.NotNull(told);
        Assert.Equal("About", told.Name);
        Assert.Equal($"{typeof(Functions).FullName}.{nameof(Functions.About)}", told.EntryPoint);
        Assert.Equal(typeof(Functions).Assembly.Location, told.Assembly);
        Assert.Equal(["request:HttpRequest", "context:FunctionContext"], told.Parameters);
        Assert.Equal("request:httpTrigger:In", told.Binding);
        Assert.Equal("7", told.RouteValue);
        Assert.Equal("", told.TraceParent);
    }

    [Fact]
    public async Task Invoke_Twice_HasOtherInvocationId()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var first = await host.Client.GetStringAsync("/InvocationIds");
        var second = await host.Client.GetStringAsync("/InvocationIds");

        Assert.True(Guid.TryParse(first, out _));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Invoke_ScopedService_IsOneInAnInvocationAndDisposedAfterIt()
    {
        var made = new List<Scoped>();
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddScoped(_ =>
                {
                    made.Add(new Scoped());
                    return made[^1];
                });
                builder.UseMiddleware(static (context, next) =>
                {
                    context.Items["scoped"] = context.InstanceServices.GetRequiredService<Scoped>();
                    context.Features.Set("a feature");
                    return next();
                });
            },
            typeof(ScopedFunctions));

        Assert.Equal("same", await host.Client.GetStringAsync("/Scopes"));
        Assert.Equal("same", await host.Client.GetStringAsync("/Scopes"));

        Assert.Equal(2, made.Count);
        await Task.WhenAll(made.Select(static one => one.Disposed.Task)).OrGiveUpAsync();
    }

    [Fact]
    public async Task Invoke_ClassThatWantsSingletonsOnly_GetsThemInAnInstanceOfItsOwn()
    {
        await using var host = await TestHost.StartAsync(static builder => builder.Services.AddSingleton<OneForAll>(), typeof(SingletonFunctions));

        var first = await host.Client.GetStringAsync("/Singles");
        var second = await host.Client.GetStringAsync("/Singles");

        Assert.Equal(("1 of 1", "2 of 1"), (first, second));
    }

    public sealed record Told(
        string Name, string EntryPoint, string Assembly, string[] Parameters, string Binding, string RouteValue, string TraceParent);

    public sealed class Scoped : IDisposable
    {
        internal TaskCompletionSource Disposed { get; } = new();

        public void Dispose() => Disposed.SetResult();
    }

    public static class Functions
    {
        [Function("About")]
        public static Told About(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "about/{id}")] HttpRequest request, FunctionContext context)
        {
            var definition = context.FunctionDefinition;
            var binding = Assert.Single(definition.InputBindings).Value;
            return new Told(
                definition.Name,
                definition.EntryPoint,
                definition.PathToAssembly,
                [.. definition.Parameters.Select(static parameter => $"{parameter.Name}:{parameter.Type.Name}")],
                $"{binding.Name}:{binding.Type}:{binding.Direction}",
                (string)context.BindingContext.BindingData["id"]!,
                context.TraceContext.TraceParent);
        }

        [Function("InvocationIds")]
        public static string InvocationIds([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            Assert.Equal(context.InvocationId, context.InvocationId);
            return context.InvocationId;
        }
    }

    public sealed class OneForAll
    {
        internal int Calls { get; set; }
    }

    public sealed class SingletonFunctions(OneForAll shared)
    {
        private int _calls;

        [Function("Singles")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => $"{++shared.Calls} of {++_calls}";
    }

    public sealed class ScopedFunctions(Scoped scoped)
    {
        private int _calls;

        [Function("Scopes")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            Assert.Equal(1, ++_calls);
            Assert.Equal("a feature", context.Features.Get<string>());
            return ReferenceEquals(scoped, context.Items["scoped"])
                && ReferenceEquals(scoped, request.HttpContext.RequestServices.GetRequiredService<Scoped>())
                    ? "same"
                    : "other";
        }
    }
}
