namespace GenOps.Infra.Tests.Scripts;

/// <summary>infra/smoke.sh passes an app that behaves and fails one that does not.</summary>
public sealed class SmokeTests
{
    private static readonly (string, string)[] Impatient =
        [("SMOKE_TRIES", "1"), ("SMOKE_PAUSE", "0"), ("GENOPS_ADMIN_KEY", FakeApp.AdminKey)];

    [Fact]
    public async Task Smoke_SoundApp_PassesAndTriesABudget()
    {
        await using var app = await FakeApp.StartAsync();

        var result = await Shell.RunAsync(Repository.PathOf("infra/smoke.sh"), [app.Url], Impatient);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.EndsWith("smoke: all well\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("POST /v1/chat/completions", app.Requests);
        Assert.Equal("DELETE /genops/tenants/smoke/keys/1", app.Requests[^1]);
        Assert.DoesNotContain(FakeApp.AdminKey, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smoke_NoAdminKey_SaysThatBudgetsWereNotTried()
    {
        await using var app = await FakeApp.StartAsync();

        var result = await Shell.RunAsync(Repository.PathOf("infra/smoke.sh"), [app.Url], ("SMOKE_TRIES", "1"), ("GENOPS_ADMIN_KEY", ""));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("budgets were not tried", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PUT /genops/tenants/smoke", app.Requests);
    }

    [Theory]
    [InlineData("GET /healthz", 503, "not alive")]
    [InlineData("GET /readyz", 503, "reaches its storage")]
    [InlineData("GET /genops/budget", 200, "refuses a call without a key")]
    [InlineData("POST /genops/tenants/smoke/keys", 500, "makes a key")]
    [InlineData("POST /v1/chat/completions", 200, "refuses a call over the budget")]
    public async Task Smoke_AppThatMisbehaves_FailsAndSaysWhere(string request, int status, string words)
    {
        await using var app = await FakeApp.StartAsync((request, status));

        var result = await Shell.RunAsync(Repository.PathOf("infra/smoke.sh"), [app.Url], Impatient);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }
}
