using System.CommandLine;
using GenOps.Cli.Batches;
using GenOps.Cli.Books;
using GenOps.Cli.Chat;
using GenOps.Cli.Diagnose;
using GenOps.Cli.Doctor;
using GenOps.Cli.Explain;
using GenOps.Cli.Init;
using GenOps.Cli.Loadtest;
using GenOps.Cli.Models;
using GenOps.Cli.Prices;
using GenOps.Cli.Profiles;
using GenOps.Cli.Reports;
using GenOps.Cli.Sessions;
using GenOps.Cli.Tenants;
using GenOps.Cli.Up;
using GenOps.Cli.Verify;

namespace GenOps.Cli;

/// <summary>Every command, in the order of the help.</summary>
internal static class Commands
{
    public static Command[] All(CommandHost host) =>
    [
        UpCommand.Create(host, UpRun.RunAsync),
        InitCommand.Create(host),
        ChatCommand.Create(host),
        BatchCommand.Create(host),
        ModelsCommand.Create(host),
        BudgetCommand.Create(host),
        SummaryCommand.Create(host),
        UsageCommand.Create(host),
        LedgerCommand.Create(host),
        SessionsCommand.Create(host),
        TenantsCommand.Create(host),
        KeysCommand.Create(host),
        AdjustmentsCommand.Create(host),
        PricesCommand.Create(host),
        AuditCommand.Create(host),
        ProfileCommand.Create(host),
        VerifyCommand.Create(host, BookStorage.Open),
        ExplainCommand.Create(host, BookStorage.Open),
        DoctorCommand.Create(host, BookStorage.Open),
        LoadtestCommand.Create(host),
        DiagnoseCommand.Create(host),
    ];
}
