using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests;

public sealed class JsonOutputTests(CliApp app)
{
    [Theory]
    [InlineData("scopes", "budget")]
    [InlineData("daily_costs_usd", "summary")]
    [InlineData("daily_costs_usd", "summary", "--tenant", "TENANT")]
    [InlineData("totals", "usage")]
    [InlineData("totals", "usage", "--tenant", "TENANT", "--group-by", "day,model")]
    [InlineData("data", "ledger")]
    [InlineData("data", "ledger", "yesterday", "--tenant", "TENANT")]
    [InlineData("data", "sessions", "list")]
    [InlineData("data", "sessions", "list", "--status", "active", "--limit", "250")]
    [InlineData("id", "sessions", "start")]
    [InlineData("data", "models", "list")]
    [InlineData("data", "models", "compare", "openai/gpt-oss-20b", "openai/gpt-oss-120b")]
    [InlineData("models", "models", "recommend", "high_quality", "--needs", "vision", "--budget-per-call", "0.01", "--complexity", "low")]
    [InlineData("worst_case_usd", "models", "estimate", "openai/gpt-oss-20b", "--prompt", "Hi.")]
    [InlineData("data", "batch", "list")]
    [InlineData("data", "tenants", "list")]
    [InlineData("policy", "tenants", "show", "TENANT")]
    [InlineData("data", "keys", "list", "TENANT")]
    [InlineData("data", "prices", "list", "--model", "gpt")]
    [InlineData("data", "audit", "--from", "today", "--limit", "150")]
    [InlineData("content", "chat", "Hi.")]
    [InlineData("cost_nano_usd", "adjustments", "create", "TENANT", "0.000001", "--reason", "test")]
    [InlineData("deleted", "tenants", "delete", "TENANT", "--yes")]
    public async Task Run_Json_IsOneDocumentAndShowsNoSecret(string field, params string[] args)
    {
        var user = await app.UserAsync();
        await user.RunAsync("chat", "Hi.");

        var run = await user.RunAsync([.. args.Select(arg => arg == "TENANT" ? user.Tenant : arg), "--json"]);

        Assert.True(run.ExitCode == ExitCode.Done, $"{run}");
        Assert.NotEqual(JsonValueKind.Undefined, JsonElement.Parse(run.Output).Field(field).ValueKind);
        Assert.DoesNotContain(CliApp.AdminKey, run.Output + run.Error);
        Assert.DoesNotContain(user.Key, run.Output + run.Error);
    }

    [Theory]
    [InlineData("tenants", "tenants", "list")]
    [InlineData("sessions", "sessions", "list")]
    [InlineData("acts", "audit")]
    [InlineData("entries", "ledger")]
    public async Task List_MoreThanWanted_SaysSo(string what, params string[] args)
    {
        var user = await app.UserAsync();
        await app.UserAsync();
        for (var i = 0; i < 2; i++)
        {
            await user.OutputAsync("chat", "Hi.");
            await user.OutputAsync("sessions", "start");
        }

        var (cut, whole) = (await user.RunAsync([.. args, "--limit", "1"]), await user.RunAsync([.. args, "--limit", "10000"]));

        Assert.Contains($"These are the first 1 {what}; --limit shows more.", cut.Error);
        Assert.Equal((ExitCode.Done, ""), (whole.ExitCode, whole.Error));
    }

    [Fact]
    public async Task List_MoreThanAPage_GathersTheWantedNumber()
    {
        var user = await app.UserAsync();
        for (var i = 0; i < 5; i++)
        {
            await user.App.Admin.PostAsync($"/genops/tenants/{user.Tenant}/keys", new { name = $"k{i}" }, TestContext.Current.CancellationToken);
        }

        using var api = new GenOpsApi(app.Address, CliApp.AdminKey);
        var all = await api.ListAsync($"/genops/tenants/{user.Tenant}/keys", 2, 100, TestContext.Current.CancellationToken);
        var some = await api.ListAsync($"/genops/tenants/{user.Tenant}/keys", 2, 3, TestContext.Current.CancellationToken);

        Assert.Equal(6, all.Items.Select(static key => key.Text("id")).Distinct().Count());
        Assert.Null(all.NextCursor);
        Assert.Equal(3, some.Items.Count);
        Assert.NotNull(some.NextCursor);
    }
}
