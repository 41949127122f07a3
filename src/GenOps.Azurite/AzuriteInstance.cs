namespace GenOps.Azurite;

/// <summary>
/// A running Azurite, the Azure Storage emulator, on free ports of 127.0.0.1. It outlives Ctrl-C in the terminal until it is
/// stopped, saves every acknowledged row when stopped, and stops by itself, saving too, when this process is killed.
/// </summary>
public sealed class AzuriteInstance : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";

    // Not a secret: the well-known key of every storage emulator.
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly AzuriteProcess _process;
    private readonly FileStream? _dataGuard;
    private readonly AzuriteOptions _options;
    private readonly TimeProvider _timeProvider;
    private Task? _stopping;

    private AzuriteInstance(
        AzuriteProcess process,
        IReadOnlyDictionary<string, Uri> addresses,
        FileStream? dataGuard,
        AzuriteOptions options,
        TimeProvider timeProvider)
    {
        _process = process;
        _dataGuard = dataGuard;
        _options = options;
        _timeProvider = timeProvider;
        BlobEndpoint = new Uri(addresses["Blob"], Account);
        QueueEndpoint = new Uri(addresses["Queue"], Account);
        TableEndpoint = new Uri(addresses["Table"], Account);
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};"
            + $"BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";
    }

    /// <summary>Connection string with the emulator's account and the three explicit endpoints.</summary>
    public string ConnectionString { get; }

    /// <summary>Blob endpoint, account included.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>Queue endpoint, account included.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>Table endpoint, account included.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>Completes when Azurite is gone, after <see cref="StopAsync"/> or by itself.</summary>
    public Task Exited => _process.Exited;

    /// <summary>Installs Azurite when needed, starts it and returns when it answers.</summary>
    /// <exception cref="AzuriteException">No usable Node.js or npm, a time limit passed, or the data folder is in use.</exception>
    public static async Task<AzuriteInstance> StartAsync(
        AzuriteOptions options, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        timeProvider ??= TimeProvider.System;
        await NodeProcess.EnsureNodeAsync(cancellationToken);
        var script = await AzuriteInstallation.EnsureAsync(options, timeProvider, cancellationToken);
        var dataFolder = options.DataFolder is null ? null : Path.GetFullPath(options.DataFolder);
        var guard = dataFolder is null
            ? null
            : await DataFolderGuard.AcquireAsync(dataFolder, options.StopTimeout, timeProvider, cancellationToken);
        var process = AzuriteProcess.Start(script, dataFolder);
        try
        {
            var addresses = await WaitUntilAnsweringAsync(process, options, timeProvider, cancellationToken);
            return new AzuriteInstance(process, addresses, guard, options, timeProvider);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            guard?.Dispose();
            throw;
        }
    }

    /// <summary>Stops Azurite, its data saved, and waits until it is gone. Stopping twice is harmless.</summary>
    /// <exception cref="AzuriteException">It did not save within <see cref="AzuriteOptions.StopTimeout"/>; it is left running.</exception>
    public Task StopAsync() => _stopping ??= _process.StopAsync(_options.StopTimeout, _timeProvider);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        _dataGuard?.Dispose();
    }

    private static async Task<IReadOnlyDictionary<string, Uri>> WaitUntilAnsweringAsync(
        AzuriteProcess process, AzuriteOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.StartTimeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var addresses = await process.WaitUntilListeningAsync(linked.Token);
            using var client = new HttpClient();
            using var answer = await client.GetAsync(addresses["Table"], linked.Token);
            return addresses;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AzuriteException($"Azurite did not answer within {options.StartTimeout}. It said: {process.LastLines()}");
        }
    }
}
