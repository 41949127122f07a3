using System.CommandLine;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Cli.Init;

/// <summary>The command line of <c>init</c>.</summary>
internal static class InitCommand
{
    public static Command Create(CommandHost host)
    {
        var providerKey = new Option<string?>("--provider-key")
        {
            Description = "Together's API key. [default: TOGETHER_API_KEY, else asked; empty: a simulator answers]", HelpName = "KEY",
        };
        var tenant = new Option<string?>("--tenant")
        {
            Description = $"The first tenant. [default: asked, else {InitAnswers.DefaultTenant}]", HelpName = "NAME",
        };
        tenant.Validators.Add(static result => Require(result, static name => ScopeName.IsValid(name), ScopeName.Description));
        var daily = Limit("--daily-limit", "day", InitAnswers.DefaultDailyLimitUsd);
        var monthly = Limit("--monthly-limit", "month", InitAnswers.DefaultMonthlyLimitUsd);
        var policy = new Option<string?>("--policy")
        {
            Description = $"How strictly it is held to them. [default: asked, else {InitAnswers.DefaultPolicy}]", HelpName = string.Join('|', InitAnswers.Policies),
        };
        policy.AcceptOnlyFromAmong(InitAnswers.Policies);
        var file = new Option<string>("--file")
        {
            Description = "The settings file to write.", HelpName = "FILE", DefaultValueFactory = static _ => SettingsFile.DefaultName,
        };
        var profile = new Option<string?>("--save-profile")
        {
            Description = "Profile to keep the tenant's key in. [default: the tenant's name]", HelpName = "NAME",
        };
        var skip = new Option<bool>("--skip-settings") { Description = "Leave the settings file alone; only make the tenant and its key." };
        var force = new Option<bool>("--force") { Description = "Replace a settings file that is there." };
        var yes = new Option<bool>("--yes") { Description = "Ask nothing: take flags, and the default of what they do not say." };
        return host.Command(
            "init",
            "Writes local.settings.json and, if the app runs, makes the first tenant with a key.",
            ["genops init", "genops init --yes --tenant search --daily-limit 5.00 --monthly-limit none", "genops init --skip-settings --yes"],
            [providerKey, tenant, daily, monthly, policy, file, profile, skip, force, yes],
            (context, cancellationToken) => InitRun.RunAsync(
                context,
                new InitOptions
                {
                    Given = new InitAnswers
                    {
                        ProviderKey = context.Parsed.GetValue(providerKey) ?? context.Terminal.Variable("TOGETHER_API_KEY"),
                        Tenant = context.Parsed.GetValue(tenant),
                        DailyLimitUsd = context.Parsed.GetValue(daily),
                        MonthlyLimitUsd = context.Parsed.GetValue(monthly),
                        Policy = context.Parsed.GetValue(policy),
                    },
                    File = context.Parsed.GetRequiredValue(file),
                    Profile = context.Parsed.GetValue(profile),
                    WritesSettings = !context.Parsed.GetValue(skip),
                    Replaces = context.Parsed.GetValue(force),
                    AsksNothing = context.Parsed.GetValue(yes),
                },
                cancellationToken));
    }

    private static Option<string?> Limit(string name, string window, string standard)
    {
        var option = new Option<string?>(name)
        {
            Description = $"Most that it may spend a {window}, in USD; 'none' is no limit. [default: asked, else {standard}]", HelpName = "USD",
        };
        option.Validators.Add(static result => Require(result, InitAnswers.IsLimit, "an amount in USD such as 10.00, or 'none'"));
        return option;
    }

    private static void Require(System.CommandLine.Parsing.OptionResult result, Func<string, bool> isValid, string what)
    {
        if (result.Tokens is [var token] && !isValid(token.Value))
        {
            result.AddError($"{result.Option.Name} is '{token.Value}'; it must be {what}.");
        }
    }
}
