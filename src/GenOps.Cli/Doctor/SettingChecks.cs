using GenOps.Cli.Up;
using GenOps.EmbeddedHost.Hosting;
using GenOps.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GenOps.Cli.Doctor;

/// <summary>The settings, judged by the app's own validation; nothing is started.</summary>
internal static class SettingChecks
{
    /// <summary>Stands where there is no provider key.</summary>
    public const string NoKey = "none";

    private const string Name = "settings";
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";
    private const string Remedy = "Correct it in the environment or in Values of local.settings.json.";

    /// <summary>All faults, or one line that there is none; and the settings, null when they can't be read at all.</summary>
    public static async Task<(IReadOnlyList<Check> Checks, IConfiguration? Settings)> RunAsync(string[] arguments)
    {
        ConfigurationManager? settings = null;
        var faults = new List<string>();
        try
        {
            var builder = App.CreateBuilder(arguments);
            settings = builder.Configuration;
            if (string.IsNullOrWhiteSpace(settings[ProviderChoice.KeyKey]))
            {
                // That there is none is told with the provider: 'up' does without.
                builder.Configuration[ProviderChoice.KeyKey] = NoKey;
            }

            builder.Logging.ClearProviders();
            var host = builder.Build();
            await using ((IAsyncDisposable)host)
            {
                host.Services.GetService<IStartupValidator>()?.Validate();
            }
        }
        catch (HostStartupException exception)
        {
            faults.AddRange(exception.Faults);
        }
        catch (OptionsValidationException exception)
        {
            faults.AddRange(exception.Failures);
        }
        catch (InvalidOperationException exception) when (exception.Source == Binder)
        {
            // A value of the wrong type stops the reading of all that follow it.
            faults.Add($"{exception.Message.Replace(":", "__", StringComparison.Ordinal)} Other settings were not looked at.");
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(static inner => inner is OptionsValidationException))
        {
            faults.AddRange(exception.InnerExceptions.SelectMany(static inner => ((OptionsValidationException)inner).Failures));
        }

        return faults.Count == 0
            ? ([Check.Ok(Name, "valid"), .. Advice(settings!)], settings)
            : ([.. faults.Select(static fault => Check.Fail(Name, fault, Remedy))], settings);
    }

    private static IEnumerable<Check> Advice(ConfigurationManager settings)
    {
        if (string.IsNullOrEmpty(settings[AdminKeySource.SettingName]))
        {
            yield return Check.Warn(
                Name,
                $"{AdminKeySource.SettingName} is not set: the app's admin routes are closed",
                "Set it, or let 'genops up' make one; 'genops init' writes it.");
        }
    }
}
