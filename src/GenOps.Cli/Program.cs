using GenOps.Cli;
using GenOps.Cli.Up;
using GenOps.Cli.Verify;

return (int)await CommandLine.RunAsync(
    args,
    UpCommand.Create(UpRun.RunAsync),
    VerifyCommand.Create());
