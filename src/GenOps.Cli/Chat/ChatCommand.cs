using System.CommandLine;
using GenOps.Cli.Up;

namespace GenOps.Cli.Chat;

/// <summary>The command line of <c>chat</c>.</summary>
internal static class ChatCommand
{
    public static Command Create(CommandHost host)
    {
        var text = new Argument<string[]>("text")
        {
            Description = "What to ask. Without it: standard input if that is piped, else a conversation.", Arity = ArgumentArity.ZeroOrMore,
        };
        var model = new Option<string>("--model")
        {
            Description = "The model; 'genops models list' shows them.", HelpName = "NAME", DefaultValueFactory = static _ => UpSummary.Model,
        };
        var tokens = new Option<int?>("--max-tokens")
        {
            Description = "Most tokens of an answer. [default: the tenant's]", HelpName = "N",
        }.Within(1, int.MaxValue);
        var system = new Option<string?>("--system") { Description = "What the model is told beforehand.", HelpName = "TEXT" };
        var session = new Option<string?>("--session")
        {
            Description = "Session that the calls belong to; see 'genops sessions start'.", HelpName = "ID",
        };
        var team = new Option<string?>("--team")
        {
            Description = "Team that is charged. [default: the key's or the tenant's]", HelpName = "NAME",
        };
        var project = new Option<string?>("--project")
        {
            Description = "Project that is charged. [default: the key's or the tenant's]", HelpName = "NAME",
        };
        return host.Command(
            "chat",
            "Talks to a model; shows what each answer cost and what the budget has left.",
            ["genops chat", "genops chat \"Say hello.\" --max-tokens 50", "git diff | genops chat --system \"Review this.\" --team search"],
            [text, model, tokens, system, session, team, project],
            (context, cancellationToken) => ChatRun.RunAsync(
                context,
                new ChatOptions
                {
                    Model = context.Parsed.GetRequiredValue(model),
                    MaxTokens = context.Parsed.GetValue(tokens),
                    System = context.Parsed.GetValue(system),
                    SessionId = context.Parsed.GetValue(session),
                    Team = context.Parsed.GetValue(team),
                    Project = context.Parsed.GetValue(project),
                },
                string.Join(' ', context.Parsed.GetValue(text) ?? []),
                cancellationToken));
    }
}
