using System.Globalization;
using CsvHelper;

namespace GenOps.Application.Reports;

/// <summary>
/// The columns of the FinOps Foundation's cost and usage specification (FOCUS) 1.2: all mandatory ones and those that say more.
/// https://focus.finops.org/focus-specification/v1-2/
/// </summary>
/// <remarks>No discount is known, so that all four costs are the same.</remarks>
internal static class FocusColumns
{
    private const string Provider = "Together AI";

    public static IReadOnlyList<(string Name, Action<CsvWriter, FocusRow> Write)> All { get; } =
    [
        Usd("BilledCost"),
        Text("BillingAccountId", _ => "together-ai"),
        Text("BillingAccountName", _ => Provider),
        Text("BillingCurrency", _ => "USD"),
        Text("BillingPeriodEnd", row => Instant(row.Month.AddMonths(1))),
        Text("BillingPeriodStart", row => Instant(row.Month)),
        Text("ChargeCategory", row => row.IsUsage ? "Usage" : "Adjustment"),
        Text("ChargeClass", _ => null),
        Text("ChargeDescription", row => row.IsUsage ? $"Inference with {row.Group.Model}" : "Money in doubt or corrected"),
        Text("ChargeFrequency", _ => "Usage-Based"),
        Text("ChargePeriodEnd", row => Instant(row.Group.Day.AddDays(1))),
        Text("ChargePeriodStart", row => Instant(row.Group.Day)),
        Tokens("ConsumedQuantity"),
        Text("ConsumedUnit", Unit),
        Usd("ContractedCost"),
        Usd("EffectiveCost"),
        Text("InvoiceIssuerName", _ => Provider),
        Usd("ListCost"),
        Tokens("PricingQuantity"),
        Text("PricingUnit", Unit),
        Text("ProviderName", _ => Provider),
        Text("PublisherName", _ => Provider),
        Text("ResourceId", row => row.Group.Project),
        Text("ResourceName", row => row.Group.Project),
        Text("ResourceType", row => row.Group.Project is null ? null : "Project"),
        Text("ServiceCategory", _ => "AI and Machine Learning"),
        Text("ServiceName", _ => "Together AI Inference"),
        Text("ServiceSubcategory", _ => "Generative AI"),
        Text("SkuId", row => row.Group.Model),
        Text("SubAccountId", row => row.Tenant),
        Text("SubAccountName", row => row.Tenant),
        Text("Tags", row => row.Tags()),
    ];

    private static (string Name, Action<CsvWriter, FocusRow> Write) Text(string name, Func<FocusRow, string?> value) =>
        (name, (csv, row) => csv.WriteField(value(row)));

    private static (string Name, Action<CsvWriter, FocusRow> Write) Usd(string name) => (name, (csv, row) => csv.WriteField(row.Cost));

    private static (string Name, Action<CsvWriter, FocusRow> Write) Tokens(string name) => (name, (csv, row) => csv.WriteField(row.Tokens));

    private static string? Unit(FocusRow row) => row.IsUsage ? "Tokens" : null;

    private static string Instant(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);
}
