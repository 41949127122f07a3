namespace GenOps.Application.Providers;

/// <summary>An attempt that failed, with what the provider said of it.</summary>
public sealed class ProviderFault : ProviderReply
{
    /// <summary>What is known of the failure.</summary>
    public required ProviderFaultKind Kind { get; init; }

    /// <summary>The provider's status, when it answered.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's own type or code of the error, at most 128 characters.</summary>
    public string? Type { get; init; }

    /// <summary>The provider's own message, at most 2,000 characters; null where it could quote a key.</summary>
    public string? Message { get; init; }

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the provider may charge for the attempt. Only what is proven free is false.</summary>
    public bool MayBeBilled => Kind is ProviderFaultKind.ServerError or ProviderFaultKind.TimedOut or ProviderFaultKind.Broken;

    /// <summary>Whether another attempt may succeed.</summary>
    public bool IsRetryable => Kind is not (ProviderFaultKind.Rejected or ProviderFaultKind.AuthRejected or ProviderFaultKind.PaymentRequired);
}
