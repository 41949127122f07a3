using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Settings;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.Tests.Settings;

public sealed class HostStartupSettingsTests
{
    [Theory]
    [InlineData("""{ "version": "2.0" """, "not valid JSON at line 1")]
    [InlineData("""{ "version": "1.0" }""", "\"version\" must be \"2.0\"")]
    [InlineData("{}", "\"version\" must be \"2.0\"")]
    public void HostFile_Unusable_IsRefusedWithItsPath(string content, string reason)
    {
        using var folder = new TempFolder();
        var path = folder.Write("host.json", content);

        var refusal = Assert.Throws<HostStartupException>(() => TestHost.CreateBuilder(folder).Build());

        Assert.StartsWith($"{path}: {reason}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostFile_Settings_AreNotTheApps()
    {
        using var folder = new TempFolder();
        folder.Write("host.json", """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "FromFile" } } }""");
        var app = TestHost.CreateBuilder(folder).Configuration;
        app.AddInMemoryCollection([new("AzureFunctionsJobHost:extensions:durableTask:other", "7")]);

        var settings = HostFile.Read(folder.Path, app).Settings.GetSection("extensions:durableTask");

        Assert.Equal("FromFile", settings["hubName"]);
        Assert.Equal("7", settings["other"]);
        Assert.Null(app["extensions:durableTask:hubName"]);
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:7071")]
    [InlineData("http://localhost:5000; http://*:0", "http://localhost:5000,http://*:0")]
    public void ListenAddresses_Setting_IsSplit(string? setting, string expected) =>
        Assert.Equal(expected, string.Join(',', ListenAddresses.Read(With(setting))));

    [Theory]
    [InlineData("localhost", "'localhost'")]
    [InlineData("https://localhost:5001", "'https://localhost:5001'")]
    [InlineData("http://localhost:70000", "'http://localhost:70000'")]
    public void ListenAddresses_Unusable_AreAllNamed(string address, string named)
    {
        var refusal = Assert.Throws<HostStartupException>(() => ListenAddresses.Read(With($"{address};http://127.0.0.1:0;nonsense")));

        Assert.Equal(2, refusal.Faults.Count);
        Assert.Contains(named, refusal.Faults[0], StringComparison.Ordinal);
        Assert.Contains("'nonsense'", refusal.Faults[1], StringComparison.Ordinal);
    }

    private static IConfigurationRoot With(string? urls) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("ASPNETCORE_URLS", urls)]).Build();
}
