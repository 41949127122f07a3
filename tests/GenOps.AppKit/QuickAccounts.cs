using GenOps.Core.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.AppKit;

/// <summary>Accounts that hardly wait for money and give idle money back soon, so that a test sees them at rest in a moment.</summary>
public static class QuickAccounts
{
    private static readonly OwnerOptions Options = new()
    {
        AdmissionWait = TimeSpan.FromSeconds(1),
        IdleReturn = TimeSpan.FromMilliseconds(50),
        HeadPoll = TimeSpan.FromMilliseconds(50),
    };

    public static void Use(IServiceCollection services) => services.AddSingleton(Options);
}
