namespace GenOps.Application.Rates;

/// <summary>What one call took of its tenant's rates. Must be ended once, or returned when nothing was sent.</summary>
internal sealed class RatePermit(TenantRates rates)
{
    private int _hasEnded;

    public long? RequestMinute { get; set; }

    public (long Minute, long Units)? Tokens { get; set; }

    public bool HasSlot { get; set; }

    /// <summary>The rates after the call was let through, or refused.</summary>
    public required IReadOnlyList<RateState> States { get; set; }

    /// <summary>Why the call is refused; null when it may go on.</summary>
    public RateRefusal? Refusal { get; set; }

    /// <summary>The call has ended.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0 && HasSlot)
        {
            rates.Running.End();
        }
    }

    /// <summary>The call was refused, or never sent: it does not count.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            rates.Return(this);
        }
    }
}
