using GenOps.Core.Tenants.Documents;
using Spectre.Console;

namespace GenOps.Cli.Init;

/// <summary>Asks for what the command line did not say.</summary>
internal static class InitWizard
{
    public static InitAnswers Ask(IAnsiConsole console, InitAnswers given, bool asksKeys)
    {
        var providerKey = given.ProviderKey ?? (asksKeys
            ? console.Prompt(new TextPrompt<string>("Together API key [grey](hidden; empty: a simulator answers, at no cost)[/]:").Secret().AllowEmpty())
            : "");
        var adminKey = given.AdminKey ?? (asksKeys
            ? console.Prompt(new TextPrompt<string>("Admin key [grey](hidden; empty: one is made)[/]:").Secret().AllowEmpty())
            : "");
        return given with
        {
            ProviderKey = providerKey,
            AdminKey = adminKey.Length == 0 ? null : adminKey,
            Tenant = given.Tenant ?? console.Prompt(new TextPrompt<string>("First tenant:")
                .DefaultValue(InitAnswers.DefaultTenant)
                .Validate(static name => ScopeName.IsValid(name), $"[red]It must be {ScopeName.Description}.[/]")),
            DailyLimitUsd = given.DailyLimitUsd ?? AskLimit(console, "Most it may spend a day, in USD", InitAnswers.DefaultDailyLimitUsd),
            MonthlyLimitUsd = given.MonthlyLimitUsd ?? AskLimit(console, "Most it may spend a month, in USD", InitAnswers.DefaultMonthlyLimitUsd),
            Policy = given.Policy ?? console.Prompt(new TextPrompt<string>("Policy:").AddChoices(InitAnswers.Policies).DefaultValue(InitAnswers.DefaultPolicy)),
        };
    }

    private static string AskLimit(IAnsiConsole console, string question, string standard) => console.Prompt(
        new TextPrompt<string>($"{question} [grey]('{InitAnswers.NoLimit}': no limit)[/]:")
            .DefaultValue(standard)
            .Validate(static text => InitAnswers.IsLimit(text), "[red]An amount such as 10.00, with at most 9 decimals.[/]"));
}
