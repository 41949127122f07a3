using GenOps.Application.Accounts;
using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Application.Reports;
using GenOps.Application.Storage;
using GenOps.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Reports;

/// <summary>Reports and prices.</summary>
internal static class ReportsServices
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<LeasesInFlight>(static provider => provider.GetRequiredService<AccountKeepers>().InFlight);
        services.AddSingleton<UsageReader>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<BudgetReader>();
        services.AddSingleton<SummaryReader>();
        services.AddSingleton<ModelLatencies>();
        services.AddSingleton(static provider => new ReportAnswers(
            provider.GetRequiredService<UsageReader>(),
            provider.GetRequiredService<LedgerReader>(),
            provider.GetRequiredService<BudgetReader>(),
            provider.GetRequiredService<SummaryReader>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new ReportsHandler(
            provider.GetRequiredService<TenantGate>(), provider.GetRequiredService<ReportAnswers>()));
        services.AddSingleton(static provider => new AdminReportsHandler(
            provider.GetRequiredService<AdminGate>(), provider.GetRequiredService<ReportAnswers>(), provider.GetRequiredService<IRowStores>()));
        services.AddSingleton(static provider => new PricingHandler(
            provider.GetRequiredService<TenantGate>(),
            provider.GetRequiredService<PriceBook>(),
            provider.GetRequiredService<ModelLatencies>(),
            provider.GetRequiredService<CallOptions>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
