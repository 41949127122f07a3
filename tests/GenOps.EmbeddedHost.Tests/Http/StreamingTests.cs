using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.Tests.Http;

public sealed class StreamingTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task Get_FlushedChunk_ArrivesBeforeTheFunctionEnds()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync("/Chunks", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("first", await reader.ReadLineAsync());
        Assert.False(_gate.Ended.Task.IsCompleted);
        _gate.Proceed.SetResult();
        Assert.Equal("second", await reader.ReadLineAsync());
        Assert.Null(await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData("/WaitsForToken")]
    [InlineData("/WaitsForContextToken")]
    [InlineData("/WaitsForRequestAborted")]
    public async Task Get_CallerLeaves_CancelsTheFunction(string path)
    {
        await using var host = await StartAsync();
        using var caller = new CancellationTokenSource();

        var call = host.Client.GetAsync(path, caller.Token);
        await _gate.Started.Task.OrGiveUpAsync();
        await caller.CancelAsync();

        await _gate.Cancelled.Task.OrGiveUpAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        Assert.Empty(host.Logs.Errors);
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(builder => builder.Services.AddSingleton(_gate), typeof(Functions));

    public sealed class Gate
    {
        internal TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Proceed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal async Task WaitAsync(CancellationToken cancellationToken)
        {
            Started.SetResult();
            try
            {
                await Proceed.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.SetResult();
                throw;
            }
        }
    }

    public sealed class Functions(Gate gate)
    {
        [Function("Chunks")]
        public async Task ChunksAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            var response = request.HttpContext.Response;
            await response.WriteAsync("first\n");
            await response.Body.FlushAsync();
            await gate.Proceed.Task;
            await response.WriteAsync("second\n");
            gate.Ended.SetResult();
        }

        [Function("WaitsForToken")]
        public Task WaitsForToken(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken) =>
            gate.WaitAsync(cancellationToken);

        [Function("WaitsForContextToken")]
        public Task WaitsForContextToken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
            gate.WaitAsync(context.CancellationToken);

        [Function("WaitsForRequestAborted")]
        public Task WaitsForRequestAborted([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            gate.WaitAsync(request.HttpContext.RequestAborted);
    }
}
