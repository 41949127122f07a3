using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using GenOps.Cli.Tenants;

namespace GenOps.Cli.Init;

/// <summary>Makes the first tenant and its first key on an app that runs.</summary>
internal static class FirstTenant
{
    // Whether something runs is told at once, or it is of no use.
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(5);

    public static async Task<bool> IsRunningAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LookLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var api = new GenOpsApi(address, null);
        try
        {
            await api.GetTextAsync("/healthz", either.Token);
            return true;
        }
        catch (ApiException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>A tenant that is there keeps its document; the key is kept in a profile and shown to nobody.</summary>
    /// <exception cref="ApiException">The app refused.</exception>
    public static async Task MakeAsync(CommandContext context, Uri address, InitAnswers answers, string profile, CancellationToken cancellationToken)
    {
        using var admin = new GenOpsApi(address, answers.AdminKey);
        var path = TenantsCommand.PathOf(answers.Tenant!);
        try
        {
            await admin.GetAsync(path, cancellationToken);
            context.Note($"There is a tenant '{answers.Tenant}'; its limits stay as they are.");
        }
        catch (ApiException refusal) when (refusal.Status == 404)
        {
            await admin.PutAsync(path, answers.Document(), cancellationToken);
            context.Note($"Made tenant '{answers.Tenant}': {answers.DailyLimitUsd} USD a day, {answers.MonthlyLimitUsd} USD a month, {answers.Policy}.");
        }

        var made = await admin.PostAsync(path + "/keys", new { name = "genops init" }, cancellationToken);
        var url = address.GetLeftPart(UriPartial.Authority);
        var book = context.Profiles.Read().With(profile, new Profile { Url = url, Key = made.Text("key"), AdminKey = answers.AdminKey });
        context.Profiles.Write(book);
        context.Note($"Made its key '{made.Text("id")}', kept in profile '{profile}' ({context.Profiles.Path}).");
    }
}
