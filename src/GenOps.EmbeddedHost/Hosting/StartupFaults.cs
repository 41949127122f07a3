using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>
/// Tells faults of configuration and surroundings, which get one line each, from faults of the code, which keep their stack trace.
/// </summary>
internal static class StartupFaults
{
    /// <summary>
    /// Ends the process by itself when a <see cref="HostStartupException"/> leaves <c>Main</c>. The app's entry point stays the one line
    /// <c>builder.Build().Run()</c> that the genuine SDK wants, so nothing of ours can stand around it.
    /// </summary>
    internal static void ReportWhenUnhandled()
    {
        // Taken off first, so that a process that makes several builders still reports once.
        AppDomain.CurrentDomain.UnhandledException -= Report;
        AppDomain.CurrentDomain.UnhandledException += Report;
    }

    /// <summary>The lines to show for <paramref name="exception"/>, or null when its stack trace is needed.</summary>
    internal static IReadOnlyList<string>? Describe(Exception exception) => exception switch
    {
        HostStartupException startup => startup.Faults,
        OptionsValidationException options => [.. options.Failures.Select(OneLine)],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } binding => [OneLine(binding.Message)],
        HostAbortedException aborted => [OneLine(aborted.Message)],
        IOException { InnerException: AddressInUseException } inUse => [OneLine(inUse.Message)],
        SocketException socket => [OneLine($"Can't listen: {socket.Message}")],
        AggregateException several => DescribeAll(several),
        _ => null,
    };

    private static List<string>? DescribeAll(AggregateException several)
    {
        var lines = new List<string>();
        foreach (var inner in several.InnerExceptions)
        {
            if (Describe(inner) is not { } described)
            {
                return null;
            }

            lines.AddRange(described);
        }

        return lines;
    }

    private static void Report(object sender, UnhandledExceptionEventArgs unhandled)
    {
        if (unhandled.ExceptionObject is HostStartupException startup)
        {
            foreach (var fault in startup.Faults)
            {
                Console.Error.WriteLine($"error: {fault}");
            }

            Environment.Exit(1);
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
