namespace GenOps.Functions.Batches.Entities;

/// <summary>
/// The order in which a tenant's batches wait for money. It holds no money: what is granted is in the account, and losing the order costs only fairness.
/// </summary>
public sealed class WaitingOrder
{
    /// <summary>How long a batch whose turn it is may take before others go on.</summary>
    public static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(5);

    /// <summary>Batches that wait, the longest first.</summary>
    public List<string> Waiting { get; set; } = [];

    /// <summary>Batches that looked since money last came back and found too little.</summary>
    public List<string> Tried { get; set; } = [];

    /// <summary>The batch that was told to look; null when anybody may.</summary>
    public string? Turn { get; set; }

    /// <summary>When the turn ends by itself.</summary>
    public DateTimeOffset TurnUntil { get; set; }

    /// <summary>Whether a batch may ask now. One that may not is put at the end of those that wait.</summary>
    public bool MayAsk(string batchId, DateTimeOffset now)
    {
        if (Turn is null || Turn == batchId || now >= TurnUntil)
        {
            return true;
        }

        Enter(batchId);
        return false;
    }

    /// <summary>A batch got money: it goes to the end of the round, and the next one that waits may look.</summary>
    public string? Granted(string batchId, DateTimeOffset now)
    {
        Waiting.Remove(batchId);
        return Next(now);
    }

    /// <summary>A batch got none because others hold the money: it waits behind the others, and the next one that did not look yet may.</summary>
    public string? Refused(string batchId)
    {
        Waiting.Remove(batchId);
        Waiting.Add(batchId);
        if (Turn != batchId)
        {
            return null;
        }

        Tried.Add(batchId);
        Turn = Waiting.Find(waiting => !Tried.Contains(waiting));
        return Turn;
    }

    /// <summary>Money came back: who waits longest may look.</summary>
    public string? Next(DateTimeOffset now)
    {
        Tried.Clear();
        Turn = Waiting.Count == 0 ? null : Waiting[0];
        TurnUntil = now + TurnTime;
        return Turn;
    }

    /// <summary>A batch is over, or stopped by a limit, which money that comes back does not change.</summary>
    public void Leave(string batchId)
    {
        Waiting.Remove(batchId);
        Turn = Turn == batchId ? null : Turn;
    }

    private void Enter(string batchId)
    {
        if (!Waiting.Contains(batchId))
        {
            Waiting.Add(batchId);
        }
    }
}
