using System.CommandLine;
using System.Runtime.InteropServices;
using GenOps.Cli.Memory;
using GenOps.Cli.Screens;
using GenOps.Core.Money;
using Spectre.Console;

namespace GenOps.Cli.Loadtest;

/// <summary>The command line of <c>loadtest</c>.</summary>
internal static class LoadtestCommand
{
    private const string Description = "Sends many calls through the running app and measures latency, throughput, cost, overhead and memory growth.";
    private const int MaxOperations = 1_000_000;
    private const int MaxWorkers = 1_000;
    private const int MaxTokens = 100_000;
    private const long FreeOfQuestionsNanoUsd = UsdText.NanoUsdPerUsd;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    public static Command Create(CommandHost host)
    {
        var operations = Number("--operations", $"Calls in all, 1 to {MaxOperations}.", 100, MaxOperations);
        var workers = Number("--workers", $"Calls at one time, 1 to {MaxWorkers}.", 10, MaxWorkers);
        var model = new Option<string>("--model")
        {
            Description = "Model to call.", HelpName = "MODEL", DefaultValueFactory = static _ => "openai/gpt-oss-20b",
        };
        var maxTokens = Number("--max-tokens", $"Most tokens of an answer, 1 to {MaxTokens}.", 50, MaxTokens);
        var promptTokens = Number("--prompt-tokens", $"Tokens of a prompt, about, 1 to {MaxTokens}.", 20, MaxTokens);
        var stream = new Option<bool>("--stream") { Description = "Stream the answers." };
        var yes = Confirmation.Option();
        yes.Description = "Do not ask where all calls together can cost more than 1 USD; needed where nobody sits at the terminal.";
        return host.Command(
            "loadtest",
            Description,
            ["genops loadtest", "genops loadtest --operations 5000 --workers 50 --stream"],
            [operations, workers, model, maxTokens, promptTokens, stream, yes],
            async (context, cancellationToken) =>
            {
                var options = new LoadOptions
                {
                    Operations = context.Parsed.GetValue(operations),
                    Workers = context.Parsed.GetValue(workers),
                    Model = context.Parsed.GetRequiredValue(model),
                    MaxTokens = context.Parsed.GetValue(maxTokens),
                    Prompt = LoadOptions.PromptOf(context.Parsed.GetValue(promptTokens)),
                    IsStream = context.Parsed.GetValue(stream),
                };
                await ConfirmAsync(context, options, yes, cancellationToken);
                var before = await MemoryReading.TakeAsync(context, cancellationToken);
                var result = await RunAsync(context, options, cancellationToken);
                var memory = new MemoryGrowth(before, await MemoryReading.TakeAsync(context, cancellationToken), result.Ended);
                context.Show(LoadReport.Json(result, memory), (screen, _) => LoadReport.Write(screen, result, memory));
                return result.Failed.Count > 0 || result.Completed == 0 ? ExitCode.Failed : ExitCode.Done;
            });
    }

    private static async Task ConfirmAsync(CommandContext context, LoadOptions options, Option<bool> yes, CancellationToken cancellationToken)
    {
        var worst = await LoadCost.WorstNanoUsdAsync(context.Api, options, cancellationToken);
        var calls = $"{Sheet.Count(options.Operations)} calls of {options.Model} at {context.Connection.Address}";
        var cost = $"{calls} can cost {Amounts.Plain(UsdText.Format(worst))} USD at most.";
        context.Note(cost);
        if (worst > FreeOfQuestionsNanoUsd)
        {
            Confirmation.Require(context, yes, $"{cost} Go on?");
        }
    }

    /// <summary>Ctrl-C ends it with what was measured so far.</summary>
    private static async Task<LoadResult> RunAsync(CommandContext context, LoadOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, received =>
        {
            received.Cancel = true;
            stop.Cancel();
        });
        var run = new LoadRun(new LoadCaller(context.Api, options, context.Terminal.Time), options, context.Terminal.Time);
        if (!context.Notes.Profile.Capabilities.Ansi || context.IsJson)
        {
            return await run.RunAsync(stop.Token);
        }

        return await context.Notes.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var bar = progress.AddTask("calls", maxValue: options.Operations);
            var running = run.RunAsync(stop.Token);
            while (await Task.WhenAny(running, Task.Delay(Refresh, context.Terminal.Time, CancellationToken.None)) != running)
            {
                bar.Value = run.Ended;
            }

            return await running;
        });
    }

    private static Option<int> Number(string name, string description, int standard, int most) => new Option<int>(name)
    {
        Description = description, HelpName = "N", DefaultValueFactory = _ => standard,
    }.Within(1, most);
}
