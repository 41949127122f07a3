using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Cli.Up;

/// <summary>Finds out whether the account of the settings answers, by the code that the app itself uses it with.</summary>
internal static class StorageProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null when it answers, else what is wrong.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The settings themselves are wrong.</exception>
    public static async Task<string?> FindFaultAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddTableStorage(settings).BuildServiceProvider();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await services.GetRequiredService<IRowStores>().CheckAsync(either.Token);
            return null;
        }
        catch (RowStoreException exception)
        {
            return exception.Message.TrimEnd('.');
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
    }
}
