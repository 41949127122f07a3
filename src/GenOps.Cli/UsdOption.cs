using System.CommandLine;
using System.CommandLine.Parsing;
using GenOps.Core.Money;

namespace GenOps.Cli;

/// <summary>Amounts on the command line; they stay the decimal texts that the API takes.</summary>
internal static class UsdOption
{
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "USD" };
        option.Validators.Add(Require);
        return option;
    }

    private static void Require(OptionResult result)
    {
        if (result.Tokens is [var token] && UsdText.Parse(token.Value, out _) is not UsdTextFault.None)
        {
            result.AddError(
                $"{result.Option.Name} is '{token.Value}'; it must be an amount in USD such as 10.00: at least 0, at most 9 decimals.");
        }
    }
}
