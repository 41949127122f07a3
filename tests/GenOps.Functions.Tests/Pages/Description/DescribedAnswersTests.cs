using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>What the routes really answer is what their description says: a field, a header or a status that it does not know fails here.</summary>
public sealed class DescribedAnswersTests(DescribedWorld described) : IClassFixture<DescribedWorld>
{
    private static readonly Dictionary<string, Sample[]> Samples = CallSamples.All.Concat(ReportSamples.All).Concat(AdministrationSamples.All).ToDictionary();

    public static TheoryData<string> Operations => [.. Samples.Keys];

    [Fact]
    public void EveryOperation_HasAGoodAnswerAndABadOneWhereThereCanBeOne()
    {
        Assert.Equal(described.Document.Operations.Keys.Order(StringComparer.Ordinal), Samples.Keys.Order(StringComparer.Ordinal));
        Assert.All(described.Document.Operations.Where(static operation => operation.Key != "getReadiness"), static operation =>
        {
            Assert.Contains(Samples[operation.Key], static sample => sample.Status < 400);
            Assert.Equal(RouteDocument.HasErrors(operation.Value), Samples[operation.Key].Any(static sample => sample.Status >= 400));
        });
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_AnswersAsItsDescriptionSays(string id)
    {
        var operation = described.Document.Operations[id];
        foreach (var sample in Samples[id])
        {
            var (request, requestType, requestBody, reply) = await SendAsync(operation, sample);

            Assert.True(reply.Status == sample.Status, $"{request} answered {reply.Status} instead of {sample.Status}: {reply.Text}");
            Assert.Empty(described.Document.FaultsOf(operation, reply.Status, reply.Headers, reply.Text));
            if (reply.Status < 400)
            {
                AssertClosed(id, operation, reply);
                Assert.Empty(described.Document.FaultsOfRequest(operation, requestType, requestBody));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyOperation_WithAKey_AnswersAsDescribedWithoutIt(string id)
    {
        var operation = described.Document.Operations[id];
        if (operation["security"]!.AsArray().Count == 0)
        {
            return;
        }

        var (_, _, _, reply) = await SendAsync(operation, Samples[id].First(static sample => sample.Status < 400).WithoutKey());

        Assert.Equal(401, reply.Status);
        Assert.Empty(described.Document.FaultsOf(operation, reply.Status, reply.Headers, reply.Text));
    }

    [Theory]
    [InlineData("""{"status":"alive","more":1}""")]
    [InlineData("""{"status":"dead"}""")]
    [InlineData("{}")]
    public void FaultsOf_AnswerThatIsNotAsDescribed_NamesIt(string body) => Assert.NotEmpty(described.Document.FaultsOf(
        described.Document.Operations["getHealth"], 200, new Dictionary<string, string> { ["Content-Type"] = "application/json" }, body));

    // A member that the description does not know is found, so the answer above had none.
    private void AssertClosed(string id, JsonObject operation, Reply reply)
    {
        var isOpen = id is "chatCompletion" or "completion" or "embedding" or "getDescription";
        if (!isOpen && reply.Text.StartsWith('{') && reply.Header("Content-Type")!.StartsWith("application/json", StringComparison.Ordinal))
        {
            var more = "{\"surprise\":1," + reply.Text[1..];
            Assert.NotEmpty(described.Document.FaultsOf(operation, reply.Status, reply.Headers, more));
        }
    }

    private async Task<(string Request, string? Type, string Body, Reply Reply)> SendAsync(JsonObject operation, Sample sample)
    {
        using var request = await sample.RequestAsync(described.World);
        var isJson = request.Content?.Headers.ContentType?.MediaType == "application/json";
        var body = isJson ? await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
        using var client = described.World.App.Client();
        if (operation["security"]!.AsArray() is [{ } scheme] && !request.Headers.Contains("x-api-key"))
        {
            var isTenant = scheme.AsObject().ContainsKey("tenantKey");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", isTenant ? described.World.VictimKey : AppHost.AdminKey);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ($"{request.Method} {request.RequestUri}", isJson ? "application/json" : null, body, await Reply.ReadAsync(answer));
    }
}
