using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Tenants;
using GenOps.Core.Batches;
using GenOps.Core.Reports;

namespace GenOps.Application.Batches.Validation;

/// <summary>Holds an item against the rules and prices that its call will be held against, by the same code. No I/O.</summary>
internal sealed class ItemPricer(CallPlanner planner, Caller caller, BatchRow batch, CallClock clock)
{
    /// <summary>Expected and worst cost of all items so far, nano-dollars.</summary>
    public (long ExpectedNanoUsd, long WorstCaseNanoUsd) Total { get; private set; }

    /// <summary>Adds an item to the total, or tells what is wrong with its body.</summary>
    public BatchError? Add(ReadOnlyMemory<byte> body)
    {
        var request = new CallRequest { RequestId = batch.BatchId, Endpoint = batch.Endpoint, Body = body, FallbackModels = [], Clock = clock };
        if (CallPlanner.Read(caller, request, out var parsed, out _) is { } malformed)
        {
            return Fault(malformed);
        }

        if (parsed!.Stream)
        {
            return new BatchError("invalid_request", "A batch cannot stream: leave 'stream' out.", Path("stream"));
        }

        if (planner.Plan(caller, request, parsed, batch.Attribution, batch.SessionId, claim: null, isPressed: false, out var plan) is { } refused)
        {
            return Fault(refused);
        }

        var model = plan!.Models[0];
        var expected = OperationCost.OfText(model.Price, parsed.ToShape(caller.Document.DefaultMaxTokens), count: 1).ExpectedNanoUsd;
        Total = (Sum(Total.ExpectedNanoUsd, expected), Sum(Total.WorstCaseNanoUsd, model.Worst.NanoUsd));
        return null;
    }

    // More than a long holds is as good as no end: no budget lets it through.
    private static long Sum(long total, long more) => total > long.MaxValue - more ? long.MaxValue : total + more;

    private static BatchError Fault(CallError error) =>
        new(JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Code.ToString()), error.Message, Path(error.Param));

    private static string Path(string? param) => param is null ? "body" : "body." + param;
}
