using System.CommandLine;
using GenOps.Cli.Api;
using GenOps.Core.Sessions;
using Spectre.Console;

namespace GenOps.Cli.Sessions;

/// <summary>The command line of <c>sessions</c>.</summary>
internal static class SessionsCommand
{
    private const string Route = "/genops/sessions";
    private const int DefaultLimit = 20;
    private const int MaximumLimit = 10_000;

    public static Command Create(CommandHost host) => host.Command(
        "sessions",
        "Lists, shows, starts and ends sessions: calls that belong together, with their sums.",
        ["genops sessions start --name nightly", "genops chat --session 01K… \"Say hello.\"", "genops sessions show 01K…"],
        [List(host), Show(host), Start(host), End(host)]);

    private static Command List(CommandHost host)
    {
        var status = new Option<string?>("--status")
        {
            Description = "Only those that are active, or only ended ones. [default: both]", HelpName = "active|ended",
        };
        status.AcceptOnlyFromAmong("active", "ended");
        var limit = LimitOption.Create(DefaultLimit, MaximumLimit, "sessions");
        return host.Command(
            "list", "Lists sessions, the newest first.", ["genops sessions list --status active"], [status, limit], (context, cancellationToken) =>
            {
                var query = context.Parsed.GetValue(status) is { } wanted ? $"?status={wanted}" : "";
                return new PagedList(context.Api, Route + query, "sessions")
                    .ShowAsync(context, context.Parsed.GetRequiredValue(limit), SessionScreen.WriteList, cancellationToken);
            });
    }

    private static Command Show(CommandHost host)
    {
        var id = Id();
        return host.Command(
            "show", "Shows one session with its sums by model.", ["genops sessions show 01K…"], [id], async (context, cancellationToken) =>
                context.Show(await context.Api.GetAsync(PathOf(context, id), cancellationToken), SessionScreen.Write));
    }

    private static Command Start(CommandHost host)
    {
        var name = new Option<string?>("--name") { Description = "A name for people.", HelpName = "TEXT" };
        var team = new Option<string?>("--team")
        {
            Description = "Team that its calls are charged to. [default: the key's or the tenant's]", HelpName = "NAME",
        };
        var project = new Option<string?>("--project")
        {
            Description = "Project that its calls are charged to. [default: the key's or the tenant's]", HelpName = "NAME",
        };
        var idle = new Option<int?>("--idle-timeout")
        {
            Description = "Seconds without a call after which it ends by itself, "
                + $"{SessionLimits.MinIdleTimeoutSeconds} to {SessionLimits.MaxIdleTimeoutSeconds}. [default: {SessionLimits.DefaultIdleTimeoutSeconds}]",
            HelpName = "SECONDS",
        }.Within(SessionLimits.MinIdleTimeoutSeconds, SessionLimits.MaxIdleTimeoutSeconds);
        return host.Command(
            "start",
            "Starts a session and prints its id.",
            ["genops sessions start --name nightly --team search"],
            [name, team, project, idle],
            async (context, cancellationToken) =>
            {
                var body = new Dictionary<string, object?>
                {
                    ["name"] = context.Parsed.GetValue(name),
                    ["team"] = context.Parsed.GetValue(team),
                    ["project"] = context.Parsed.GetValue(project),
                    ["idle_timeout_seconds"] = context.Parsed.GetValue(idle),
                };
                var given = body.Where(static field => field.Value is not null).ToDictionary();
                var session = await context.Api.PostAsync(Route, given, cancellationToken);
                context.Note($"Use it: genops chat --session {session.Text("id")}");
                return context.Show(session, static (screen, started) => screen.WriteLine(started.Text("id")!));
            });
    }

    private static Command End(CommandHost host)
    {
        var id = Id();
        return host.Command(
            "end",
            "Ends a session; its calls are refused from then on. Ending twice is harmless.",
            ["genops sessions end 01K…"],
            [id],
            async (context, cancellationToken) => context.Show(
                await context.Api.PostAsync(PathOf(context, id) + "/end", body: null, cancellationToken), SessionScreen.Write));
    }

    private static Argument<string> Id() => new("id") { Description = "The session's id." };

    private static string PathOf(CommandContext context, Argument<string> id) =>
        $"{Route}/{Uri.EscapeDataString(context.Parsed.GetRequiredValue(id))}";
}
