using GenOps.Cli;
using GenOps.Cli.Up;

return (int)await CommandLine.RunAsync(args, UpCommand.Create(UpRun.RunAsync));
