namespace GenOps.Core.Accounts;

/// <summary>Where a hold is in its life.</summary>
public enum HoldState
{
    /// <summary>Waiting for money.</summary>
    Waiting,

    /// <summary>The money is held durably: the provider may be called.</summary>
    Held,

    /// <summary>Refused; see the refusal.</summary>
    Refused,

    /// <summary>Given back or charged.</summary>
    Ended,
}
