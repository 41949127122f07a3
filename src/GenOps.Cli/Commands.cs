using System.CommandLine;
using GenOps.Cli.Books;
using GenOps.Cli.Doctor;
using GenOps.Cli.Explain;
using GenOps.Cli.Profiles;
using GenOps.Cli.Up;
using GenOps.Cli.Verify;

namespace GenOps.Cli;

/// <summary>Every command, in the order of the help.</summary>
internal static class Commands
{
    public static Command[] All(CommandHost host) =>
    [
        UpCommand.Create(UpRun.RunAsync),
        ProfileCommand.Create(host),
        VerifyCommand.Create(host, BookStorage.Open),
        ExplainCommand.Create(host, BookStorage.Open),
        DoctorCommand.Create(host, BookStorage.Open),
    ];
}
