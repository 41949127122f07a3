using System.Text;
using GenOps.Adapters.Together;
using GenOps.Application.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Adapters.Tests.Together;

/// <summary>What differs over TLS, where HTTP/2 is spoken.</summary>
public sealed class TogetherTlsTests
{
    [Fact]
    public async Task SendAsync_ServerOffersHttp2_SpeaksIt()
    {
        await using var server = await TlsServer.StartAsync(context => context.Response.WriteAsync(context.Request.Protocol));
        await using var host = Trusting(server);

        var answer = Assert.IsType<ProviderAnswer>(await host.SendAsync("{}"));

        Assert.Equal("HTTP/2", Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task SendAsync_ResetOfTheCall_IsBrokenAndNotSentAgain()
    {
        var requests = 0;
        await using var server = await TlsServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        });
        await using var host = Trusting(server);

        var fault = await host.FaultAsync();

        Assert.Equal((ProviderFaultKind.Broken, true, 1), (fault.Kind, fault.MayBeBilled, requests));
    }

    [Fact]
    public async Task Content_ResetOfTheStream_ThrowsIOException()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TlsServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await gate.Task;
            context.Abort();
        });
        await using var host = Trusting(server);
        await using var events = Assert.IsType<ProviderEvents>(await host.SendAsync("{}", isStream: true));

        Assert.Equal(9, await events.Content.ReadAtLeastAsync(new byte[9], 9));
        gate.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => new StreamReader(events.Content).ReadToEndAsync());
    }

    [Fact]
    public async Task SendAsync_CertificateOfNobody_IsUnreachable()
    {
        await using var server = await TlsServer.StartAsync(_ => Task.CompletedTask);
        await using var host = new TogetherHost(server.Address);

        var fault = await host.FaultAsync();

        Assert.Equal((ProviderFaultKind.Unreachable, false), (fault.Kind, fault.MayBeBilled));
    }

    private static TogetherHost Trusting(TlsServer server) => new(
        server.Address,
        services => services.AddHttpClient(TogetherRegistration.ClientName).UseSocketsHttpHandler(
            (handler, _) => handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => server.Owns(certificate)));
}
