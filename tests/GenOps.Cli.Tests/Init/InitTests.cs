using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Init;

public sealed class InitTests(CliApp app)
{
    private const string ProviderKey = "tgp-a-secret-of-the-provider";

    [Fact]
    public async Task Init_FreshMachine_WritesTheSampleWithKeysForTheUserAlone()
    {
        var user = (await app.UserAsync()).With("GENOPS_ADMIN_KEY", null).With("GENOPS_URL", "http://127.0.0.1:1");
        var file = Path.Combine(user.Folder, "local.settings.json");

        var run = await user.RunAsync("init", "--yes", "--provider-key", ProviderKey, "--file", file);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var settings = JsonElement.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal("false", settings.Text("IsEncrypted"));
        var values = settings.Field("Values");
        Assert.Equal(("dotnet-isolated", ProviderKey), (values.Text("FUNCTIONS_WORKER_RUNTIME"), values.Text("TOGETHER_API_KEY")));
        var adminKey = values.Text("GENOPS_ADMIN_KEY")!;
        Assert.Matches("^ga-[A-Za-z0-9_-]{43}$", adminKey);
        Assert.DoesNotContain(adminKey, run.Output + run.Error);
        Assert.DoesNotContain(ProviderKey, run.Output + run.Error);
        Assert.Contains("Next: start the app, then: genops init --skip-settings --yes --tenant main", run.Output);
    }

    [Fact]
    public async Task Init_AnAppRuns_MakesTheTenantAndAProfileThatWorks()
    {
        var user = (await app.UserAsync()).With("GENOPS_KEY", null);
        var (file, tenant) = (Path.Combine(user.Folder, "local.settings.json"), user.Tenant + "-new");

        var run = await user.RunAsync("init", "--yes", "--file", file, "--tenant", tenant, "--daily-limit", "1.5", "--monthly-limit", "none", "--policy", "strict");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains($"Next: genops chat --profile {tenant}", run.Output);
        var document = await app.Admin.GetAsync($"/genops/tenants/{tenant}", TestContext.Current.CancellationToken);
        Assert.Equal(("strict", "1.500000000", null), (document.Text("policy"), document.Text("daily_limit_usd"), document.Text("monthly_limit_usd")));
        Assert.DoesNotContain(new ProfileStore(user.ConfigFile).Read().Find(tenant).Key!, run.Output + run.Error);
        await user.OutputAsync("budget", "--profile", tenant);
    }

    [Fact]
    public async Task Init_TenantIsThere_KeepsItsDocumentAndTakesTheAdminKeyOfTheFile()
    {
        var user = await app.UserAsync("3.00");
        var file = user.Write("local.settings.json", JsonSerializer.Serialize(new { Values = new { GENOPS_ADMIN_KEY = CliApp.AdminKey } }));
        var before = await File.ReadAllTextAsync(file);

        var made = await user.With("GENOPS_ADMIN_KEY", null).JsonAsync("init", "--skip-settings", "--yes", "--file", file, "--tenant", user.Tenant);

        Assert.Equal(("true", user.Tenant), (made.Text("tenant_made"), made.Text("profile")));
        Assert.Equal(before, await File.ReadAllTextAsync(file));
        var document = await app.Admin.GetAsync($"/genops/tenants/{user.Tenant}", TestContext.Current.CancellationToken);
        Assert.Equal("3.000000000", document.Text("daily_limit_usd"));
    }

    [Fact]
    public async Task Init_FileIsThere_IsNeverReplacedUnlessForced()
    {
        var user = await app.UserAsync();
        var file = user.Write("local.settings.json", "precious");

        var refused = await user.RunAsync("init", "--yes", "--file", file);

        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains("--force", refused.Error);
        Assert.Equal("precious", await File.ReadAllTextAsync(file));
        await user.OutputAsync("init", "--yes", "--file", file, "--force", "--tenant", user.Tenant);
        Assert.Contains("dotnet-isolated", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Init_AppHasAnotherAdminKey_SaysWhyAndWhatComesNext()
    {
        var user = (await app.UserAsync()).With("GENOPS_ADMIN_KEY", null);
        var file = Path.Combine(user.Folder, "local.settings.json");

        var run = await user.RunAsync("init", "--yes", "--file", file);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("runs with another admin key", run.Error);
        Assert.Contains($"--file {file}", run.Output);
    }

    [Fact]
    public async Task Init_NobodyToAsk_NeedsYes()
    {
        var user = await app.UserAsync();
        var file = Path.Combine(user.Folder, "local.settings.json");

        var run = await user.RunAsync("init", "--file", file);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--yes", run.Error);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("--tenant", "Big Name", "'Big Name'")]
    [InlineData("--daily-limit", "1e3", "'1e3'")]
    [InlineData("--monthly-limit", "-1", "'-1'")]
    [InlineData("--policy", "stric", "'strict'")]
    public async Task Init_WrongAnswer_IsRefusedBeforeAnything(string option, string value, string told)
    {
        var user = await app.UserAsync();
        var file = Path.Combine(user.Folder, "local.settings.json");

        var run = await user.RunAsync("init", "--yes", "--file", file, option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(told, run.Error);
        Assert.False(File.Exists(file));
    }
}
