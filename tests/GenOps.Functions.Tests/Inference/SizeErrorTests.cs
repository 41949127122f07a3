using System.Net.Http.Headers;
using System.Text;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Bodies at and over the limit, with and without a length told beforehand.</summary>
public sealed class SizeErrorTests : IAsyncLifetime
{
    private const int Limit = 20_000;

    private AppHost _app = null!;
    private InferenceCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync(null, $"GenOps:MaxRequestBytes={Limit}");
        _caller = new InferenceCaller(_app, "acme", await TenantSeed.CreateAsync(_app.Stores, "acme", new()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BodyOfTheLimit_IsRead(bool isChunked) => (await PostAsync(Limit, isChunked)).AssertOk();

    [Theory]
    [InlineData(Limit + 1, false)]
    [InlineData(Limit + 1, true)]
    [InlineData(5_000_000, false)]
    [InlineData(5_000_000, true)]
    public async Task Post_BodyOverTheLimit_Is413AndSaysTheLimit(int bytes, bool isChunked)
    {
        var error = (await PostAsync(bytes, isChunked)).AssertError(413, "request_too_large");

        Assert.Contains($"{Limit} bytes", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await _caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_BodyOverTheServersOwnLimitButNotOurs_IsRead()
    {
        await using var roomy = await AppHost.StartAsync(_app.Simulator, $"GenOps:MaxRequestBytes={30 * 1024 * 1024}");
        _caller = new InferenceCaller(roomy, "acme", await TenantSeed.CreateAsync(roomy.Stores, "acme", new()));

        foreach (var isChunked in (bool[])[false, true])
        {
            (await PostAsync(11 * 1024 * 1024, isChunked)).AssertOk();
        }
    }

    private async Task<Reply> PostAsync(int bytes, bool isChunked)
    {
        var body = Encoding.UTF8.GetBytes(_caller.Body());
        var padded = new byte[bytes];
        padded.AsSpan().Fill((byte)' ');
        body.CopyTo(padded, 0);
        using var content = new ByteArrayContent(padded);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, InferenceCaller.ChatPath) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        return await _caller.SendAsync(request);
    }
}
