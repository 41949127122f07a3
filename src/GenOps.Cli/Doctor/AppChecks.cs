using System.Net;
using System.Net.Sockets;
using GenOps.Cli.Api;
using GenOps.Cli.Profiles;

namespace GenOps.Cli.Doctor;

/// <summary>Whether an app runs where commands look for it, and takes the keys that they would send.</summary>
internal static class AppChecks
{
    private const string Name = "app";
    private const string PortName = "port";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Check>> RunAsync(Connection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await RunAsync(connection, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [NotOurs(connection.Address, $"takes connections and does not answer within {Patience.TotalSeconds:0} s")];
        }
    }

    private static async Task<IReadOnlyList<Check>> RunAsync(Connection connection, CancellationToken cancellationToken)
    {
        using var api = new GenOpsApi(connection.Address, key: null);
        try
        {
            if ((await api.GetAsync("healthz", cancellationToken)).Text("status") != "alive")
            {
                return [NotOurs(connection.Address, "answers /healthz in another way")];
            }
        }
        catch (ApiException exception) when (exception.Status == 0)
        {
            const string Remedy = "Start it with 'genops up', or say where it is with --url.";
            return [Check.Warn(Name, $"none answers at {connection.Address}", Remedy), Port(connection.Address)];
        }
        catch (ApiException exception)
        {
            return [NotOurs(connection.Address, $"answers {exception.Status} to /healthz")];
        }

        return
        [
            Check.Ok(Name, $"alive at {connection.Address}"),
            await ReadyAsync(api, cancellationToken),
            await KeyAsync("tenant key", connection, connection.Key, "v1/models", "--key", cancellationToken),
            await KeyAsync("admin key", connection, connection.AdminKey, "genops/tenants?limit=1", "--admin-key", cancellationToken),
        ];
    }

    private static Check NotOurs(Uri address, string how) =>
        Check.Fail(
            Name, $"{address} {how}: it is no GenOps app, or one that hangs", "Stop what listens there, or choose another port ('up --port N') or --url.");

    private static async Task<Check> ReadyAsync(GenOpsApi api, CancellationToken cancellationToken)
    {
        try
        {
            await api.GetAsync("readyz", cancellationToken);
            return Check.Ok(Name, "ready: its storage answers");
        }
        catch (ApiException exception)
        {
            return Check.Fail(Name, $"not ready ({exception.Status})", "Its storage does not answer it: see its log, and 'storage' above.");
        }
    }

    private static async Task<Check> KeyAsync(
        string name, Connection connection, string? key, string route, string flag, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return Check.Warn(name, "none is known", $"Give {flag}, or choose a profile that has one ('genops profile list').");
        }

        using var api = new GenOpsApi(connection.Address, key);
        try
        {
            await api.GetAsync(route, cancellationToken);
            return Check.Ok(name, $"{SecretText.Mask(key)} is taken");
        }
        catch (ApiException exception)
        {
            return Check.Fail(
                name, $"{SecretText.Mask(key)} is refused ({exception.Status} {exception.Code})", $"Give another with {flag}, or correct the profile.");
        }
    }

    private static Check Port(Uri address)
    {
        if (!address.IsLoopback)
        {
            return Check.Ok(PortName, $"{address.Port} is another machine's");
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, address.Port);
            listener.Start();
            return Check.Ok(PortName, $"{address.Port} is free");
        }
        catch (SocketException exception)
        {
            return Check.Fail(
                PortName,
                $"{address.Port}: {exception.SocketErrorCode}",
                "Stop what listens there, or choose another port: 'genops up --port N' (0: any free).");
        }
    }
}
