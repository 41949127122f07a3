using GenOps.Core.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.AppKit;

/// <summary>Accounts that give idle money back soon, so that a test sees them at rest in a moment.</summary>
public static class QuickAccounts
{
    // Nothing but money that others hold is waited for so long, or a machine that runs many tests at once.
    private static readonly OwnerOptions Patient = new()
    {
        AdmissionWait = TimeSpan.FromSeconds(20),
        IdleReturn = TimeSpan.FromMilliseconds(50),
        HeadPoll = TimeSpan.FromMilliseconds(50),
    };

    private static readonly OwnerOptions Impatient = Patient with { AdmissionWait = TimeSpan.FromSeconds(1) };

    public static void Use(IServiceCollection services) => services.AddSingleton(Patient);

    /// <summary>For tests of calls that wait in vain.</summary>
    public static void UseImpatient(IServiceCollection services) => services.AddSingleton(Impatient);
}
