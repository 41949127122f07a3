using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Reports;

/// <summary>Bodies that are JSON by their signs and hold texts that are no Unicode.</summary>
public sealed class UnreadableTextTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    public static TheoryData<string, string> Bodies
    {
        get
        {
            var bodies = new TheoryData<string, string>();
            foreach (var path in (string[])["genops/sessions", "genops/estimate", "genops/recommend", "genops/analysis", "v1/batches"])
            {
                bodies.Add(path, "{\"mod\u00e8l\":\"x\"}");
                bodies.Add(path, "{\"model\":\"\u00e8\"}");
                bodies.Add(path, """{"mod\ud800el":"x"}""");
                bodies.Add(path, """{"model":"\udc00"}""");
            }

            return bodies;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_TextIsNoUnicode_Is400(string path, string body)
    {
        var (_, client) = await app.TenantAsync();

        // In Latin-1 the accented letter is one byte, which is no UTF-8.
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal("invalid_request", (json.TryGetProperty("error", out var error) ? error : json).GetProperty("code").GetString());
    }
}
