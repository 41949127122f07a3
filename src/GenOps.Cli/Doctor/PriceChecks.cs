using GenOps.Core.Money;
using GenOps.Core.Pricing;

namespace GenOps.Cli.Doctor;

/// <summary>Compares the provider's list with the prices that calls are charged by.</summary>
internal static class PriceChecks
{
    private const string ModelsName = "models";
    private const string PricesName = "prices";
    private const int MaxNamed = 5;
    private const int MaxDifferences = 20;

    public static IEnumerable<Check> Run(IReadOnlyList<ProviderModel> listed, IReadOnlyList<ModelPrice> catalogue)
    {
        var byName = listed.DistinctBy(static model => model.Name).ToDictionary(static model => model.Name, StringComparer.Ordinal);
        var missing = catalogue.Where(price => !byName.ContainsKey(price.Model)).Select(static price => price.Model).ToList();
        var known = catalogue.Count - missing.Count;
        yield return known == 0
            ? Check.Fail(ModelsName, "the provider lists none of the models that have a price", "Check TOGETHER_BASE_URL and the key's access, or set prices.")
            : missing.Count == 0
                ? Check.Ok(ModelsName, $"all {known} models that have a price are listed by the provider")
                : Check.Warn(
                    ModelsName,
                    $"{known} of {catalogue.Count} models that have a price are listed by the provider; not listed: {Some(missing)}",
                    "Calls of those may fail with 404.");

        var priced = catalogue.Where(price => byName.GetValueOrDefault(price.Model) is { IsPriced: true }).ToList();
        if (priced.Count == 0)
        {
            yield return Check.Warn(PricesName, "the provider's list tells no prices of these models: not compared");
            yield break;
        }

        var wrong = priced.Where(price => Differs(price, byName[price.Model])).ToList();
        foreach (var price in wrong.Take(MaxDifferences))
        {
            yield return Difference(price, byName[price.Model]);
        }

        if (wrong.Count == 0)
        {
            yield return Check.Ok(PricesName, $"{priced.Count} are as the provider lists them");
        }
    }

    private static bool Differs(ModelPrice price, ProviderModel listed) =>
        (price.InputNanoUsdPerMillion, price.OutputNanoUsdPerMillion) != (listed.InputNanoUsdPerMillion!.Value, listed.OutputNanoUsdPerMillion!.Value);

    private static Check Difference(ModelPrice price, ProviderModel listed)
    {
        var isDearer = listed.InputNanoUsdPerMillion > price.InputNanoUsdPerMillion || listed.OutputNanoUsdPerMillion > price.OutputNanoUsdPerMillion;
        return Check.Warn(
            PricesName,
            $"{price.Model}: the provider lists {Rates(listed.InputNanoUsdPerMillion!.Value, listed.OutputNanoUsdPerMillion!.Value)}, calls are charged "
            + $"{Rates(price.InputNanoUsdPerMillion, price.OutputNanoUsdPerMillion)} USD per million{(isDearer ? ": budgets hold less than they should" : "")}",
            "Set it with 'genops prices put'.");
    }

    private static string Rates(long input, long output) => $"{Short(input)}/{Short(output)}";

    private static string Short(long nanoUsd) => UsdText.Format(nanoUsd).TrimEnd('0').TrimEnd('.');

    private static string Some(List<string> names) =>
        string.Join(", ", names.Take(MaxNamed)) + (names.Count > MaxNamed ? $" and {names.Count - MaxNamed} more" : "");
}
