using GenOps.Cli.Api;
using GenOps.Cli.Up;
using Spectre.Console;

namespace GenOps.Cli.Init;

/// <summary>One run of <c>init</c>.</summary>
internal static class InitRun
{
    public static async Task<ExitCode> RunAsync(CommandContext context, InitOptions options, CancellationToken cancellationToken)
    {
        var file = new SettingsFile(options.File);
        if (options.WritesSettings)
        {
            NewFile.RequireAbsent(options.File, options.Replaces, ", or give --force; --skip-settings leaves it alone");
        }

        // A profile's admin key is of another app, perhaps; what was said for this one comes first, then what its settings hold.
        var known = context.GivenAdminKey ?? (options.WritesSettings ? null : file.ReadAdminKey() ?? context.Connection.AdminKey);
        var answers = Answer(context, options with { Given = options.Given with { AdminKey = known } });
        if (answers.AdminKey is null && !options.WritesSettings)
        {
            throw new CommandFault(
                $"There is no admin key in {file.Path}: give --admin-key, or leave --skip-settings out.", exitCode: ExitCode.KeyRefused);
        }

        answers = answers with { AdminKey = answers.AdminKey ?? AdminKeySource.Make() };
        if (options.WritesSettings)
        {
            file.Write(answers.ProviderKey!, answers.AdminKey);
            context.Note($"Wrote {file.Path}, readable by you alone.");
        }

        var profile = options.Profile ?? answers.Tenant!;
        var isMade = await MakeTenantAsync(context, answers, profile, cancellationToken);
        Tell(context, options, answers, profile, isMade);
        return ExitCode.Done;
    }

    private static InitAnswers Answer(CommandContext context, InitOptions options)
    {
        if (options.AsksNothing)
        {
            return options.Given.Complete();
        }

        if (!context.Terminal.IsInteractive || context.IsJson)
        {
            throw new CommandFault("Nobody can be asked here: give --yes, and as flags what its defaults should not be.", exitCode: ExitCode.Usage);
        }

        return InitWizard.Ask(context.Screen, options.Given, asksKeys: options.WritesSettings);
    }

    private static async Task<bool> MakeTenantAsync(
        CommandContext context, InitAnswers answers, string profile, CancellationToken cancellationToken)
    {
        var address = context.Connection.Address;
        if (!await FirstTenant.IsRunningAsync(address, cancellationToken))
        {
            context.Note($"No app runs at {address}.");
            return false;
        }

        try
        {
            await FirstTenant.MakeAsync(context, address, answers, profile, cancellationToken);
            return true;
        }
        catch (ApiException refusal) when (refusal.ExitCode is ExitCode.KeyRefused)
        {
            context.Note($"The app at {address} runs with another admin key: it reads its settings when it starts.");
            return false;
        }
    }

    private static void Tell(CommandContext context, InitOptions options, InitAnswers answers, string profile, bool isMade)
    {
        var next = isMade
            ? $"genops chat --profile {profile}"
            : $"start the app, then: genops init --skip-settings --yes --tenant {answers.Tenant} --daily-limit {answers.DailyLimitUsd} "
                + $"--monthly-limit {answers.MonthlyLimitUsd} --policy {answers.Policy}"
                + (options.File == SettingsFile.DefaultName ? "" : $" --file {options.File}");
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                settings_file = options.WritesSettings ? Path.GetFullPath(options.File) : null,
                tenant = answers.Tenant,
                tenant_made = isMade,
                profile = isMade ? profile : null,
                next,
            });
        }
        else
        {
            context.Screen.WriteLine($"Next: {next}");
        }
    }
}
