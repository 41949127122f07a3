using System.Runtime.InteropServices;
using GenOps.Cli.Api;
using Spectre.Console;

namespace GenOps.Cli.Chat;

/// <summary>One run of <c>chat</c>: a question, or a conversation until its user has enough.</summary>
internal static class ChatRun
{
    private const string Prompt = "[bold green]you>[/] ";

    public static async Task<ExitCode> RunAsync(CommandContext context, ChatOptions options, string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0 && context.Terminal.IsInputPiped)
        {
            text = await BoundedInput.ReadAsync(context.Terminal.Input, cancellationToken);
        }

        var conversation = new Conversation(context.Api, options);
        if (!string.IsNullOrWhiteSpace(text))
        {
            return await AskOnceAsync(context, conversation, text, cancellationToken);
        }

        if (!context.Terminal.IsInteractive || context.IsJson)
        {
            throw new CommandFault("There is nothing to ask: give a text, or pipe one into standard input.", exitCode: ExitCode.Usage);
        }

        return await TalkAsync(context, conversation, options, cancellationToken);
    }

    private static async Task<ExitCode> AskOnceAsync(
        CommandContext context, Conversation conversation, string text, CancellationToken cancellationToken)
    {
        var screen = new ChatScreen(context);
        try
        {
            screen.End(await conversation.AskAsync(text, screen.Write, cancellationToken));
            return ExitCode.Done;
        }
        finally
        {
            screen.Break();
        }
    }

    private static async Task<ExitCode> TalkAsync(
        CommandContext context, Conversation conversation, ChatOptions options, CancellationToken cancellationToken)
    {
        var screen = new ChatScreen(context);
        context.Screen.MarkupLineInterpolated(
            $"[grey]{options.Model} at {context.Connection.Address}. /new forgets the conversation, /exit or Ctrl-D ends, Ctrl-C stops an answer.[/]");
        while (true)
        {
            context.Screen.Markup(Prompt);
            switch ((await context.Terminal.Input.ReadLineAsync(cancellationToken))?.Trim())
            {
                case null or "/exit" or "/quit":
                    context.Screen.WriteLine();
                    return ExitCode.Done;
                case "":
                    break;
                case "/new":
                    conversation.Clear();
                    context.Note("Forgotten; the costs stay.");
                    break;
                case ['/', .. var unknown]:
                    context.Note($"There is no command '/{unknown}'; there are /new and /exit.");
                    break;
                case var text:
                    await AnswerAsync(context, conversation, screen, text, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>A refusal ends the answer and not the conversation: a budget may free up, a session may end.</summary>
    private static async Task AnswerAsync(
        CommandContext context, Conversation conversation, ChatScreen screen, string text, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, received =>
        {
            received.Cancel = true;
            stop.Cancel();
        });
        try
        {
            screen.End(await conversation.AskAsync(text, screen.Write, stop.Token));
        }
        catch (ApiException refusal)
        {
            screen.Break();
            context.Notes.MarkupLineInterpolated($"[red]{ApiErrorText.Of(refusal)}[/]");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            screen.Break();
            context.Note("Stopped. What had come is charged, as an estimate where the provider gave no count; 'genops budget' shows it.");
        }
    }
}
