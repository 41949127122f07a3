using GenOps.Cli;

var host = new CommandHost(Terminal.OfProcess());
return (int)await CommandLine.RunAsync(args, host, Commands.All(host));
