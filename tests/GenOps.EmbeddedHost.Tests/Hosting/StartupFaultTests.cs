using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.Tests.Hosting;

public sealed class StartupFaultTests
{
    [Fact]
    public async Task Start_OptionsInvalid_TellsEveryFailure()
    {
        var faults = await TestHost.FaultsOfAsync(static builder =>
        {
            builder.Services.AddOptions<FirstOptions>().Validate(static _ => false, "First:Value is wrong.").ValidateOnStart();
            builder.Services.AddOptions<SecondOptions>().Validate(static _ => false, "Second:Value is\nwrong, too.").ValidateOnStart();
        });

        Assert.Equal(["First:Value is wrong.", "Second:Value is wrong, too."], faults);
    }

    [Fact]
    public async Task Start_OptionsInvalidThatATriggerNeeds_StillTellsEveryFailure()
    {
        var faults = await TestHost.FaultsOfAsync(static builder =>
        {
            builder.Services.AddOptions<FirstOptions>().Validate(static _ => false, "First:Value is wrong.").ValidateOnStart();
            builder.Services.AddOptions<SecondOptions>().Validate(static _ => false, "Second:Value is wrong.").ValidateOnStart();
            builder.Services.AddSingleton<ITriggerHandler>(static services =>
                throw new InvalidOperationException($"Made with {services.GetRequiredService<IOptions<FirstOptions>>().Value}."));
        });

        Assert.Equal(["First:Value is wrong.", "Second:Value is wrong."], faults);
    }

    [Fact]
    public async Task Start_SettingOfAnotherType_TellsWhichInOneLine()
    {
        var faults = await TestHost.FaultsOfAsync(static builder =>
        {
            builder.Configuration["Timed:Wait"] = "soon";
            builder.Services.AddOptions<TimedOptions>().BindConfiguration("Timed").ValidateOnStart();
        });

        var fault = Assert.Single(faults);
        Assert.Contains("'soon' at 'Timed:Wait'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServiceAbortsTheHost_TellsItsMessage()
    {
        var faults = await TestHost.FaultsOfAsync(static builder =>
            builder.Services.AddHostedService(static _ => new FailingService(new HostAbortedException("Storage is unreachable."))));

        Assert.Equal(["Storage is unreachable."], faults);
    }

    [Fact]
    public async Task Start_AddressInUse_TellsWhich()
    {
        await using var first = await TestHost.StartAsync(typeof(StartupFaultTests));
        var address = first.Address.GetLeftPart(UriPartial.Authority);

        var fault = Assert.Single(await TestHost.FaultsOfAsync(builder => builder.Configuration["ASPNETCORE_URLS"] = address));

        Assert.Contains(address, fault, StringComparison.Ordinal);
        Assert.Contains("in use", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnexpectedException_IsThrownAsItIsAndNotLogged()
    {
        using var folder = new TempFolder();
        using var logs = new CapturedLogs();
        var builder = TestHost.CreateBuilder(folder);
        builder.Logging.ClearProviders().AddProvider(logs);
        var unexpected = new InvalidOperationException("A fault of the code.");
        builder.Services.AddHostedService(_ => new FailingService(unexpected));
        using var host = builder.Build();

        Assert.Same(unexpected, await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync()));
        Assert.Empty(logs.Errors);
    }

    [Fact]
    public void Describe_SeveralOfWhichOneIsUnexpected_KeepsTheStack() =>
        Assert.Null(StartupFaults.Describe(
            new AggregateException(new HostAbortedException("known"), new InvalidOperationException("unknown"))));

    private sealed class FirstOptions;

    private sealed class SecondOptions;

    private sealed class TimedOptions
    {
        public TimeSpan Wait { get; set; }
    }

    private sealed class FailingService(Exception exception) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromException(exception);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
