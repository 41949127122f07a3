using GenOps.Core.Accounts;

namespace GenOps.Application.Tenants;

/// <summary>What became of a change of an account's limits; <see cref="Limits"/> is set when it was made.</summary>
internal sealed record AccountWrite(LimitsRow? Limits, bool IsBusy)
{
    /// <summary>The state of the account does not allow the change.</summary>
    public static AccountWrite Refused { get; } = new(Limits: null, IsBusy: false);

    /// <summary>Others were faster each time.</summary>
    public static AccountWrite Busy { get; } = new(Limits: null, IsBusy: true);

    public static AccountWrite Done(LimitsRow limits) => new(limits, IsBusy: false);
}
