using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Tenants;

public sealed class AdminCommandTests(CliApp app)
{
    [Fact]
    public async Task Tenants_ShownEditedPut_TakesTheNewLimit()
    {
        var user = await app.UserAsync("1.00");
        var document = await user.OutputAsync("tenants", "show", user.Tenant);
        var file = user.Write("tenant.json", document.Replace("\"1.000000000\"", "\"2.50\"", StringComparison.Ordinal));

        await user.OutputAsync("tenants", "put", user.Tenant, file);

        Assert.Matches($@"(?m)^\s+{user.Tenant}\s+enforced\s+2\.50\s+no limit\s", await user.OutputAsync("tenants", "list", "--limit", "1000"));
    }

    [Fact]
    public async Task Tenants_PutWithFaults_NamesEachWithItsPlace()
    {
        var user = await app.UserAsync();

        var run = await user.RunWithInputAsync("""{"policcy": "strict", "daily_limit_usd": "x"}""", "tenants", "put", user.Tenant, "-");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("  $.policcy: ", run.Error);
        Assert.Contains("  $.daily_limit_usd: ", run.Error);
    }

    [Theory]
    [InlineData("{\"policy\":\n nonsense", "no JSON at line 2")]
    [InlineData(null, "can't be read")]
    public async Task Tenants_PutOfNoDocument_NamesFileAndPlace(string? content, string told)
    {
        var user = await app.UserAsync();
        var file = content is null ? Path.Combine(user.Folder, "none.json") : user.Write("bad.json", content);

        var run = await user.RunAsync("tenants", "put", user.Tenant, file);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(file, run.Error);
        Assert.Contains(told, run.Error);
    }

    [Fact]
    public async Task Tenants_DeleteUnasked_NeedsYes()
    {
        var user = await app.UserAsync();

        var run = await user.RunAsync("tenants", "delete", user.Tenant);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--yes", run.Error);
        await user.OutputAsync("tenants", "show", user.Tenant);
    }

    [Fact]
    public async Task Keys_CreatedShownRevoked_StopsWorking()
    {
        var user = await app.UserAsync();
        var key = (await user.OutputAsync("keys", "create", user.Tenant, "--name", "ci", "--team", "search", "--expires-in-days", "2")).Trim();
        var id = key.Split('-')[1];

        await user.OutputAsync("budget", "--key", key);
        Assert.Matches($@"(?m)^\s+{id}\s+ci\s+search\s", await user.OutputAsync("keys", "list", user.Tenant));
        await user.OutputAsync("keys", "revoke", user.Tenant, id);

        Assert.DoesNotContain(id, await user.OutputAsync("keys", "list", user.Tenant));
        Assert.Contains("404 not_found", (await user.RunAsync("keys", "revoke", user.Tenant, new string('0', 20))).Error);
    }

    [Fact]
    public async Task Keys_SavedAsProfile_WorksAndIsNotShown()
    {
        var user = await app.UserAsync();

        var run = await user.RunAsync("keys", "create", user.Tenant, "--save-profile", "mine");

        var kept = new ProfileStore(user.ConfigFile).Read().Find("mine");
        Assert.DoesNotContain(kept.Key!, run.Output + run.Error);
        await user.With("GENOPS_KEY", null).OutputAsync("budget", "--profile", "mine");
    }

    [Fact]
    public async Task Adjustments_Create_StandInTheLedgerAndTheAudit()
    {
        var user = await app.UserAsync();

        await user.OutputAsync("adjustments", "create", user.Tenant, "0.25", "--reason", "late invoice");
        var text = await user.OutputAsync("adjustments", "create", user.Tenant, "-0.05", "--reason", "credit");

        Assert.Contains("Entered -0.050000000 USD", text);
        Assert.Contains("2 entries, 0.200000000 USD", await user.OutputAsync("ledger"));
        Assert.Contains("late invoice", await user.OutputAsync("ledger"));
        Assert.Contains("adjustment.post", await user.OutputAsync("audit", "--limit", "10000"));
    }

    [Fact]
    public async Task Adjustments_SameIdempotencyKey_AreMadeOnce()
    {
        var user = await app.UserAsync();
        string[] command = ["adjustments", "create", user.Tenant, "0.25", "--reason", "invoice", "--idempotency-key", "i-1"];

        await user.OutputAsync(command);
        await user.OutputAsync(command);

        Assert.Contains("1 entries, 0.250000000 USD", await user.OutputAsync("ledger"));
    }

    [Fact]
    public async Task Prices_Put_AreListedAndCharged()
    {
        var user = await app.UserAsync();
        var model = $"acme/{user.Tenant}";

        await user.OutputAsync("prices", "put", model, "--input", "0.20", "--output", "0.6", "--context", "4096", "--tier", "lite");

        Assert.Matches($@"(?m)^\s+{model}\s+\S+\s+0\.20\s+-\s+0\.60\s+-\s+4,096\s+lite\s+override", await user.OutputAsync("prices", "list", "--model", user.Tenant));
        Assert.Contains("cost 0.", (await user.RunAsync("chat", "Hi.", "--model", model)).Error);
    }

    [Fact]
    public async Task Any_AdminKeyRefused_SaysSoWithoutShowingIt()
    {
        var user = (await app.UserAsync()).With("GENOPS_ADMIN_KEY", "another-admin-secret-with-enough-bits-too");

        var run = await user.RunAsync("tenants", "list");

        Assert.Equal(ExitCode.KeyRefused, run.ExitCode);
        Assert.DoesNotContain("another-admin-secret", run.Error);
    }

    [Fact]
    public async Task Any_NoAdminKey_SaysHowToGiveOne()
    {
        var run = await (await app.UserAsync()).With("GENOPS_ADMIN_KEY", null).RunAsync("audit");

        Assert.Equal(ExitCode.KeyRefused, run.ExitCode);
        Assert.Contains("--admin-key", run.Error);
    }
}
