using GenOps.Application.Storage;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Every key that opens nothing is refused with one message, so that nothing can be learned from it.</summary>
public sealed class KeyErrorTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const string Authorization = "Authorization";

    [Fact]
    public async Task Post_AnyInvalidKey_Is401WithTheSameWords()
    {
        var caller = await app.CallerAsync();
        var (revoked, expired) = (await StoredAsync(caller, revoked: true), await StoredAsync(caller, revoked: false));
        (string Name, string Value)[][] presented =
        [
            [],
            [(Authorization, "Bearer")],
            [(Authorization, "Bearer sk-not-ours")],
            [(Authorization, $"Basic {caller.Key}")],
            [(Authorization, $"Bearer {caller.Key}x")],
            [(Authorization, $"Bearer {Unknown(caller.Key)}")],
            [(Authorization, $"Bearer {WrongSecret(caller.Key)}")],
            [(Authorization, $"Bearer {revoked}")],
            [(Authorization, $"Bearer {expired}")],
            [(Authorization, $"Bearer {AppHost.AdminKey}")],
            [("x-api-key", "")],
            [(Authorization, $"Bearer {caller.Key}"), ("x-api-key", WrongSecret(caller.Key))],
            [(Authorization, $"Bearer {caller.Key}"), ("x-api-key", (await app.CallerAsync()).Key)],
            [(Authorization, $"Bearer {caller.Key}"), ("x-api-key", "")],
        ];

        var messages = new HashSet<string>();
        foreach (var headers in presented)
        {
            foreach (var path in (string[])[InferenceCaller.ChatPath, "v1/completions", "v1/embeddings"])
            {
                var reply = await PostAsync(path, caller.Body(), headers);
                messages.Add(reply.AssertError(401, "invalid_api_key").GetProperty("message").GetString()!);
                Assert.DoesNotContain(caller.Key[4..], reply.Text, StringComparison.Ordinal);
            }
        }

        Assert.Single(messages);
        await caller.AssertNothingTriedAsync();
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer ")]
    [InlineData("x-api-key", "")]
    public async Task Post_KeyInEitherHeader_Opens(string name, string prefix)
    {
        var caller = await app.CallerAsync();

        (await PostAsync(InferenceCaller.ChatPath, caller.Body(), (name, prefix + caller.Key))).AssertOk();
    }

    [Fact]
    public async Task Post_SameKeyInBothHeaders_Opens()
    {
        var caller = await app.CallerAsync();

        (await caller.ChatAsync(headers: ("x-api-key", caller.Key))).AssertOk();
    }

    private static string WrongSecret(string key) => key[..^1] + (key[^1] == '0' ? '1' : '0');

    private static string Unknown(string key) => $"gk-{(key[3] == '0' ? '1' : '0')}{key[4..]}";

    private async Task<Reply> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var client = app.Host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    // Another key of the tenant that was good once.
    private async Task<string> StoredAsync(InferenceCaller caller, bool revoked)
    {
        var key = await TenantSeed.AddKeyAsync(app.Host.Stores, caller.Tenant);
        var id = key.Substring(3, ApiKey.IdCharacters);
        var store = app.Host.Stores.Directory;
        var stored = await store.GetAsync(ApiKeyRow.PartitionOf(id), id, TestContext.Current.CancellationToken);
        var past = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);
        var row = (ApiKeyRow)stored!.Row;
        row = revoked ? row with { RevokedAt = past } : row with { ExpiresAt = past };
        var outcome = await store.CommitAsync(
            ApiKeyRow.PartitionOf(id), [RowChange.Replace(row, stored.ETag)], TestContext.Current.CancellationToken);
        Assert.True(outcome.IsCommitted);
        return key;
    }
}
