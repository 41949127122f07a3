using System.Globalization;
using System.Runtime.InteropServices;
using GenOps.Simulator;

const string Usage = "Usage: GenOps.Simulator [--port N]   (0, the default, picks a free port)";

var port = 0;
if (args is not ([] or ["--port", _])
    || (args.Length == 2 && !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out port))
    || port > ushort.MaxValue)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

var stop = new TaskCompletionSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Port = port });
    Console.WriteLine($"Together simulator listening on {server.BaseAddress}");
    await stop.Task;
    return 0;
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"The simulator can't listen on port {port}: {exception.Message}");
    return 1;
}
