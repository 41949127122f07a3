using GenOps.Application.Housekeeping;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Housekeeping;

/// <summary>The timer that keeps the accounts tidy.</summary>
internal static class HousekeepingServices
{
    public static void AddHousekeeping(this IServiceCollection services) => services.AddSingleton<Housekeeper>();
}
