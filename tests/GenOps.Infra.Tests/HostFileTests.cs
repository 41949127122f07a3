using System.Text.Json.Nodes;
using GenOps.Infra.Tests.Bicep;
using GenOps.Infra.Tests.Rules;

namespace GenOps.Infra.Tests;

/// <summary>The host file for the Durable Task Scheduler is the ordinary one but for the back end, and fits the deployment.</summary>
public sealed class HostFileTests(SoundInfra infra) : IClassFixture<SoundInfra>
{
    private static JsonObject DurableTask(JsonNode host) => host["extensions"]!["durableTask"]!.AsObject();

    private static JsonNode Read(string path) => JsonNode.Parse(Repository.Read(path))!;

    [Fact]
    public void SchedulerHostFile_ButForItsBackEnd_EqualsTheOrdinaryOne()
    {
        var ordinary = Read("host.json");
        var scheduler = Read("infra/host.scheduler.json");
        DurableTask(ordinary).Remove("storageProvider");
        DurableTask(scheduler).Remove("storageProvider");

        Assert.True(JsonNode.DeepEquals(ordinary, scheduler), $"{ordinary}\nis not\n{scheduler}");
    }

    [Fact]
    public void HostFile_EveryDurableSetting_IsExplained()
    {
        var readme = Repository.Read("infra/README.md");
        var settings = DurableTask(Read("host.json"));
        var storage = settings["storageProvider"]!.AsObject();

        var names = settings.Concat(storage).Select(setting => setting.Key).Except(["storageProvider", "type"]);

        Assert.All(names, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void SampleSettings_EachOne_IsInTheReadme()
    {
        var readme = Repository.Read("README.md");

        var names = Read("local.settings.sample.json")["Values"]!.AsObject().Select(setting => setting.Key);

        Assert.All(names, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SchedulerHostFile_HubAndSetting_AreThoseOfTheDeployment()
    {
        var durableTask = DurableTask(Read("infra/host.scheduler.json"));
        var snapshot = await infra.Copy.DeployAsync(DeploymentOptions.Everything);
        var settings = snapshot.Single(Types.SiteConfig).Node("properties")!.AsObject();

        Assert.Equal("azureManaged", durableTask["storageProvider"]!["type"]!.ToString());
        Assert.True(settings.ContainsKey(durableTask["storageProvider"]!["connectionStringName"]!.ToString()));
        Assert.EndsWith($"/{durableTask["hubName"]}", snapshot.Single(Types.TaskHub).Name, StringComparison.Ordinal);
    }
}
