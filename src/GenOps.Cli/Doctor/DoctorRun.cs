using GenOps.Application.Storage;
using GenOps.Cli.Books;
using GenOps.Core.Pricing;
using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Doctor;

/// <summary>Looks at everything, from the machine up; what fails does not keep the rest from being looked at.</summary>
internal sealed class DoctorRun(CommandContext context, Func<BookStorage> open, string[] arguments)
{
    private PriceCatalogue _catalogue = PriceCatalogue.BuiltIn;

    public async Task<IReadOnlyList<Check>> RunAsync(bool isPaid, CancellationToken cancellationToken)
    {
        var checks = new List<Check>();
        await foreach (var check in MachineChecks.RunAsync(cancellationToken))
        {
            checks.Add(check);
        }

        var (faults, settings) = await SettingChecks.RunAsync(arguments);
        checks.AddRange(faults);
        if (settings is not null)
        {
            checks.AddRange(await StorageAsync(settings, cancellationToken));
            checks.AddRange(await new ProviderChecks(settings, _catalogue, context.Terminal.Time).RunAsync(isPaid, cancellationToken));
        }

        checks.AddRange(await AppChecks.RunAsync(context.Connection, context.Terminal.Time, cancellationToken));
        return checks;
    }

    private async Task<IReadOnlyList<Check>> StorageAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var storage = open();
            var checks = await StorageChecks.RunAsync(storage, settings, context.Terminal.Time, cancellationToken);
            if (checks.All(static check => check.Status is CheckStatus.Ok))
            {
                _catalogue = await StoredPrices.ReadAsync(storage.Stores, cancellationToken);
            }

            return checks;
        }
        catch (CommandFault fault)
        {
            return [Check.Warn("storage", fault.Message)];
        }
        catch (RowStoreException exception)
        {
            return [Check.Fail("storage", exception.Message, "Check AzureWebJobsStorage and the access rights.")];
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException)
        {
            // Told among the settings.
            return [];
        }
    }
}
