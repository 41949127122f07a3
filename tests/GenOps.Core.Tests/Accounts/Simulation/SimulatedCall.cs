using GenOps.Core.Accounts;
using GenOps.Core.Ledger;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>One attempt: what it may cost, what it will cost, and what became of it.</summary>
internal sealed class SimulatedCall(string id, Attribution attribution, long needNanoUsd, long costNanoUsd, string? sessionId)
{
    public string Id { get; } = id;

    public Attribution Attribution { get; } = attribution;

    public long NeedNanoUsd { get; } = needNanoUsd;

    public long CostNanoUsd { get; } = costNanoUsd;

    public string? SessionId { get; } = sessionId;

    public Hold? Hold { get; set; }

    public DateOnly Day { get; set; }

    public bool IsSent { get; set; }

    /// <summary>The provider did the work and will bill it.</summary>
    public bool IsBilled { get; set; }

    /// <summary>The instance got the answer and knows the cost.</summary>
    public bool IsCharged { get; set; }

    /// <summary>The entry is durable.</summary>
    public bool IsSettled { get; set; }

    public EntryRow Entry(DateTimeOffset at) => new()
    {
        Day = Hold!.Day,
        EntryId = Id,
        RequestId = Id,
        Attempt = 1,
        Kind = EntryKind.Chat,
        At = at,
        Path = Hold.Path,
        Attribution = Attribution,
        SessionId = SessionId,
        Model = "model",
        CostNanoUsd = CostNanoUsd,
        HeldNanoUsd = NeedNanoUsd,
        Overage = CostNanoUsd > NeedNanoUsd,
        Status = EntryStatus.Succeeded,
    };
}
