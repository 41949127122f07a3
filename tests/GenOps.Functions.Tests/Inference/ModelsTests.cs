using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>The list of models: what is priced and allowed, in the shape that each client reads.</summary>
public sealed class ModelsTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    [Fact]
    public async Task List_OpenAi_IsAListObject()
    {
        var caller = await app.CallerAsync(new TenantDocument { DeniedModels = ["openai/gpt-oss-120b"] });

        var list = (await GetAsync(caller, "v1/models")).AssertOk();

        Assert.Equal("list", list.GetProperty("object").GetString());
        var ids = Ids(list.GetProperty("data"));
        Assert.Contains(InferenceCaller.Model, ids);
        Assert.DoesNotContain("openai/gpt-oss-120b", ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [InlineData("User-Agent", "Together/JS 0.52.0")]
    [InlineData("x-genops-dialect", "together")]
    public async Task List_Together_IsABareArrayWithPrices(string name, string value)
    {
        var caller = await app.CallerAsync(new TenantDocument { AllowedModels = [InferenceCaller.Model] });

        var list = (await GetAsync(caller, "v1/models", (name, value))).AssertOk();

        var model = Assert.Single(list.EnumerateArray());
        Assert.Equal((InferenceCaller.Model, "model"), (model.GetProperty("id").GetString(), model.GetProperty("object").GetString()));
        var pricing = model.GetProperty("pricing");
        Assert.Equal((0.05, 0.2), (pricing.GetProperty("input").GetDouble(), pricing.GetProperty("output").GetDouble()));
    }

    [Theory]
    [InlineData("openai/gpt-oss-20b", 200)]
    [InlineData("openai%2Fgpt-oss-20b", 200)]
    [InlineData("openai%2Fgpt-oss-120b", 404)]
    [InlineData("openai", 404)]
    [InlineData("openai/gpt-oss-20b/..%2f..%2fx", 404)]
    public async Task Get_Model_IsFoundHoweverItsSlashIsWritten(string id, int status)
    {
        var caller = await app.CallerAsync(new TenantDocument { DeniedModels = ["openai/gpt-oss-120b"] });

        var reply = await GetAsync(caller, $"v1/models/{id}");

        if (status == 200)
        {
            Assert.Equal(InferenceCaller.Model, reply.AssertOk().GetProperty("id").GetString());
        }
        else
        {
            reply.AssertError(404, "not_found");
        }
    }

    [Fact]
    public async Task Get_NoKey_Is401()
    {
        using var client = app.Host.Client();
        using var response = await client.GetAsync("v1/models", TestContext.Current.CancellationToken);

        (await Reply.ReadAsync(response)).AssertError(401, "invalid_api_key");
    }

    private static List<string?> Ids(JsonElement models) => [.. models.EnumerateArray().Select(static model => model.GetProperty("id").GetString())];

    private static async Task<Reply> GetAsync(InferenceCaller caller, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await caller.SendAsync(request);
    }
}
