using System.Net;
using System.Text;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using FromBody = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace GenOps.EmbeddedHost.Tests.Http;

public sealed class BodyTests
{
    private const int Limit = 10 * 1024 * 1024;

    [Theory]
    [InlineData("""{"name":"Ada","count":2}""")]
    [InlineData("""{"NAME":"Ada","Count":2,"unknown":true}""")]
    public async Task Post_FromBodyValid_IsBound(string body)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.PostAsync("/order/7", Json(body));

        Assert.Equal("7: Ada x 2", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"name":"Ada" """)]
    [InlineData("""{"name":"Ada","count":"many"}""")]
    [InlineData("[]")]
    public async Task Post_FromBodyInvalid_IsBadRequest(string body)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.PostAsync("/order/7", Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("Ada", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Logs.Errors);
    }

    [Fact]
    public async Task Post_FromBodyNullable_TakesNull()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.PostAsync("/maybe", Json("null"));

        Assert.Equal("nothing", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/length", Limit, HttpStatusCode.OK)]
    [InlineData("/length", Limit + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/length-unlimited", Limit + 1, HttpStatusCode.OK)]
    public async Task Post_BodyAroundTheLimit_IsTakenOrRefused(string path, int bytes, HttpStatusCode expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.ExpectContinue = true;
        using var response = await host.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(host.Logs.Errors);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public sealed record Order(string Name, int Count);

    public static class Functions
    {
        [Function("PlaceOrder")]
        public static string Place(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "order/{id:int}")] HttpRequest request,
            [FromBody] Order order,
            int id) =>
            $"{id}: {order.Name} x {order.Count}";

        [Function("Maybe")]
        public static string Maybe(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "maybe")] HttpRequest request, [FromBody] Order? order) =>
            order?.Name ?? "nothing";

        [Function("Length")]
        public static Task<string> LengthAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length")] HttpRequest request) =>
            CountAsync(request);

        [Function("LengthUnlimited")]
        public static Task<string> LengthUnlimitedAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length-unlimited")] HttpRequest request)
        {
            request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            return CountAsync(request);
        }

        private static async Task<string> CountAsync(HttpRequest request)
        {
            var buffer = new byte[65536];
            var total = 0L;
            int read;
            while ((read = await request.Body.ReadAsync(buffer)) > 0)
            {
                total += read;
            }

            return $"{total}";
        }
    }
}
