using GenOps.Core.Batches;

namespace GenOps.Core.Tests.Batches;

public sealed class BatchStatesTests
{
    private static readonly DateTimeOffset Now = SampleBatch.Now;

    private static BatchRow Running => BatchStates.Validated(SampleBatch.Validating, 10, 2, 3, 4, [], Now);

    [Fact]
    public void Validated_GoodFile_IsInProgressWithItsCounts()
    {
        Assert.Equal((BatchStatus.InProgress, 10, 2, 3L, 4L), (Running.Status, Running.Total, Running.ChunksTotal, Running.ExpectedNanoUsd, Running.WorstCaseNanoUsd));
        Assert.Equal(Now, Running.InProgressAt);
    }

    [Fact]
    public void Validated_BadFile_FailsWithTheFirstFaults()
    {
        var faults = Enumerable.Range(1, 150).Select(line => new BatchError("code", "message", Line: line)).ToList();

        var failed = BatchStates.Validated(SampleBatch.Validating, 10, 2, 3, 4, faults, Now);

        Assert.Equal((BatchStatus.Failed, Now, 0, BatchLimits.MaxErrors), (failed.Status, failed.FailedAt, failed.Total, failed.Errors.Count));
        Assert.Equal(failed.FailedAt, failed.EndedAt);
    }

    [Fact]
    public void Validated_CancelledMeanwhile_StaysCancelling()
    {
        var cancelling = BatchStates.Cancel(SampleBatch.Validating, Now);

        var validated = BatchStates.Validated(cancelling, 10, 2, 3, 4, [], Now);

        Assert.Equal((BatchStatus.Cancelling, 10), (validated.Status, validated.Total));
    }

    [Fact]
    public void Cancel_Finalizing_ChangesNothing()
    {
        var finalizing = BatchStates.Finalizing(Running, Now);

        Assert.Same(finalizing, BatchStates.Cancel(finalizing, Now));
    }

    [Fact]
    public void Ended_ByHowItEnded_HasThatStatusAndInstant()
    {
        var finalizing = BatchStates.Finalizing(Running, Now);
        var completed = BatchStates.Ended(finalizing, isExpired: false, "o", "e", Now);
        var expired = BatchStates.Ended(finalizing, isExpired: true, "o", "e", Now);
        var cancelled = BatchStates.Ended(BatchStates.Finalizing(BatchStates.Cancel(Running, Now), Now), isExpired: true, null, null, Now);

        Assert.Equal((BatchStatus.Completed, Now, "o", "e"), (completed.Status, completed.CompletedAt, completed.OutputFileId, completed.ErrorFileId));
        Assert.Equal((BatchStatus.Expired, Now), (expired.Status, expired.ExpiredAt));
        Assert.Equal((BatchStatus.Cancelled, Now), (cancelled.Status, cancelled.CancelledAt));
    }

    [Fact]
    public void Broken_WaitingBatch_FailsAndWaitsForNothing()
    {
        var broken = BatchStates.Broken(BatchStates.Waiting(Running, WaitReason.Budget, Now), Now);

        Assert.Equal((BatchStatus.Failed, WaitReason.None, null), (broken.Status, broken.WaitingFor, broken.ResumesAt));
        Assert.Equal("batch_failed", Assert.Single(broken.Errors).Code);
    }

    [Fact]
    public void WaitingForRate_BatchThatWaitsForMoney_TellsTheMoneyFirst()
    {
        var forMoney = BatchStates.Waiting(Running, WaitReason.Budget, Now);
        var forRate = BatchStates.WaitingForRate(Running, Now);

        Assert.Equal((WaitReason.Rate, Now), (forRate.WaitingFor, forRate.ResumesAt));
        Assert.Same(forMoney, BatchStates.WaitingForRate(forMoney, Now));
        Assert.Same(forMoney, BatchStates.LetGoByRate(forMoney));
        Assert.Equal(Running, BatchStates.LetGoByRate(forRate));
    }

    /// <summary>Steps of an orchestration may run twice, and late: what is over stays as it is.</summary>
    [Fact]
    public void AnyStep_Twice_GivesWhatItGaveOnce()
    {
        Func<BatchRow, BatchRow>[] steps =
        [
            row => BatchStates.Validated(row, 10, 2, 3, 4, [], Now),
            row => BatchStates.Waiting(row, WaitReason.Budget, Now),
            row => BatchStates.Finalizing(row, Now),
            row => BatchStates.Ended(row, false, "o", null, Now),
            row => BatchStates.Broken(row, Now),
            row => BatchStates.Cancel(row, Now),
        ];
        var row = SampleBatch.Validating;
        foreach (var step in steps)
        {
            row = step(row);
            Assert.Equal(row, step(row));
        }

        Assert.Equal((BatchStatus.Completed, false), (row.Status, row.IsCancelRequested));
        Assert.All(steps[2..], step => Assert.Same(row, step(row)));
    }

    [Theory]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A1B", true)]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A1C", false)]
    [InlineData(null, false)]
    public void OwnsSession_SessionOfTheSameUlid_IsItsOwn(string? sessionId, bool expected) =>
        Assert.Equal(expected, (SampleBatch.Validating with { SessionId = sessionId }).OwnsSession);
}
