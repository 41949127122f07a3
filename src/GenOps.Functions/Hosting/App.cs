using GenOps.Adapters.Storage;
using GenOps.Adapters.Together;
using GenOps.Functions.Adjustments;
using GenOps.Functions.Alerts;
using GenOps.Functions.Diagnostics;
using GenOps.Functions.Housekeeping;
using GenOps.Functions.Batches.Http;
using GenOps.Functions.Batches.Orchestrations;
using GenOps.Functions.Files;
using GenOps.Functions.Http;
using GenOps.Functions.Inference;
using GenOps.Functions.Models;
using GenOps.Functions.Pages;
using GenOps.Functions.Prices;
using GenOps.Functions.Reports;
using GenOps.Functions.Sessions;
using GenOps.Functions.Tenants;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GenOps.Functions.Hosting;

/// <summary>The app's table of contents.</summary>
public static class App
{
    /// <summary>A builder with everything that the app consists of.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddTogetherProvider(builder.Configuration);
        builder.Services.AddAccounts(builder.Configuration);
        builder.AddTelemetry();
        builder.Services.AddHttpBasics();
        builder.Services.AddInference();
        builder.Services.AddModels();
        builder.Services.AddFiles();
        builder.Services.AddBatchOrchestration(builder.Configuration);
        builder.Services.AddBatchRoutes();
        builder.Services.AddSessions();
        builder.Services.AddReports();
        builder.Services.AddTenantRoutes();
        builder.Services.AddPriceRoutes();
        builder.Services.AddAdjustmentRoutes();
        builder.Services.AddAlerts(builder.Configuration);
        builder.Services.AddHousekeeping();
        builder.Services.AddDiagnostics();
        builder.Services.AddPages();
        builder.Services.AddHostedService<StorageCheck>();
        return builder;
    }
}
