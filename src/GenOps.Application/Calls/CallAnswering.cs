using System.Buffers;
using System.Runtime.CompilerServices;
using GenOps.Application.Idempotency;
using GenOps.Application.Providers;
using GenOps.Core.Accounts;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;

namespace GenOps.Application.Calls;

/// <summary>Charges a whole answer and gives it to the caller once its entry is durable.</summary>
internal static class CallAnswering
{
    private const int GenopsHeadroom = 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<CallOutcome> FinishAsync(CallRun run, AttemptOutcome.Answered answered, CallOptions options, TimeProvider time)
    {
        var clock = run.Plan.Request.Clock;
        var settlement = Settle(run, answered);
        clock.Mark(CallStep.Settle);
        var stored = run.Plan.Claim is null ? null : await StoreAsync(run, answered, settlement);
        var isDurable = await CallSettling.AreDurableAsync(run, stored?.Settlement ?? settlement, CallSettling.Patience(run, options), time);
        clock.Mark(CallStep.Ledger);
        if (!isDurable)
        {
            return run.Fail(CallErrors.NotDurable);
        }

        var budgets = run.Keeper.Budgets(answered.Hold);
        var answer = stored?.Answer ?? Answer(
            answered.Answer,
            CallReceipts.Make(run.Plan, answered.Model, run.Attempts, settlement.Entry, BudgetState.TightestOf(budgets)),
            isStored: false);
        run.Charged(budgets, settlement.Entry, answer.Receipt);
        return answer;
    }

    // The answer is stored before it is charged, so that whoever is charged can have it again.
    private static async Task<(CallAnswered Answer, Settlement Settlement)?> StoreAsync(
        CallRun run, AttemptOutcome.Answered answered, Settlement settlement)
    {
        var budget = CallReceipts.AfterSettling(run.Keeper.Tightest(answered.Hold), answered.Hold, settlement.Entry);
        var receipt = CallReceipts.Make(run.Plan, answered.Model, run.Attempts, settlement.Entry, budget);
        var answer = Answer(answered.Answer, receipt, isStored: true);
        var change = await run.Plan.Claim!.StoreAsync(
            new StoredAnswer(IsStream: false, receipt.CostNanoUsd, answer.Body), CancellationToken.None);
        if (change is null)
        {
            run.Plan.Warnings.Add("answer_not_stored");
            return null;
        }

        return (answer, new Settlement(answered.Hold, settlement.Entry, settlement.EndsHold, change));
    }

    private static Settlement Settle(CallRun run, AttemptOutcome.Answered answered)
    {
        var (model, hold, _, completion) = answered;
        var billed = BilledUsage.Of(completion.Usage, model.Worst.Usage, completion.TextTokenBound);
        return run.Charge.Used(hold, model, run.Attempts.Count, billed, isCut: false);
    }

    private static CallAnswered Answer(ProviderAnswer answer, CallReceipt receipt, bool isStored)
    {
        using var genops = new PooledBytes(GenopsHeadroom);
        ReceiptWriter.Write(receipt, genops);
        var text = ProviderText.Utf8(answer.Body);
        var body = new ArrayBufferWriter<byte>(text.Length + genops.Written.Length + 16);
        ResponseSplicer.TryAddGenops(text.Span, genops.Written, body);
        return new CallAnswered(body.WrittenMemory, receipt, isStored);
    }
}
