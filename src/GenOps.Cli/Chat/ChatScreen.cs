using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Screens;
using Spectre.Console;

namespace GenOps.Cli.Chat;

/// <summary>Answers as they come, and what they cost.</summary>
internal sealed class ChatScreen(CommandContext context)
{
    private long _totalNanoUsd;
    private int _answers;
    private bool _isInLine;

    public void Write(ChatPiece piece)
    {
        if (context.IsJson)
        {
            return;
        }

        var text = context.Terminal.Width is null ? piece.Text : Printable.Of(piece.Text);
        if (!piece.IsThought)
        {
            context.Terminal.Output.Write(text);
            context.Terminal.Output.Flush();
            _isInLine = !text.EndsWith('\n');
        }
        else if (context.Terminal.IsInteractive)
        {
            context.Screen.Markup($"[dim italic]{Markup.Escape(text)}[/]");
            _isInLine = !text.EndsWith('\n');
        }
    }

    /// <summary>The answer is whole: JSON for programs; for people its cost, on standard error.</summary>
    public void End(ChatAnswer answer)
    {
        _totalNanoUsd += answer.Governed.Count("cost_nano_usd");
        _answers++;
        if (context.IsJson)
        {
            context.WriteJson(new
            {
                model = answer.Governed.Text("model"),
                content = answer.Content,
                finish_reason = answer.FinishReason,
                usage = OrNull(answer.Usage),
                genops = OrNull(answer.Governed),
            });
            return;
        }

        Break();
        context.Note(CostLine(answer.Governed));
        foreach (var warning in Warnings(answer))
        {
            context.Notes.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }
    }

    /// <summary>Ends a line that was begun.</summary>
    public void Break()
    {
        if (_isInLine)
        {
            context.Terminal.Output.WriteLine();
            _isInLine = false;
        }
    }

    private string CostLine(JsonElement governed)
    {
        var cost = $"cost {Amounts.Plain(governed.Text("cost_usd"))} USD{(governed.Text("estimated") == "true" ? " (estimated)" : "")}";
        var total = _answers > 1 ? $" · {_answers} answers {Amounts.Plain(Amounts.OfNano(_totalNanoUsd))} USD" : "";
        var budget = governed.Field("budget");
        return budget.Text("remaining_usd") is { } left
            ? $"{cost}{total} · left {Amounts.Plain(left)} of {Amounts.Plain(budget.Text("limit_usd"))} USD ({budget.Text("scope")}, {budget.Text("window")})"
            : $"{cost}{total} · no limit";
    }

    private static IEnumerable<string> Warnings(ChatAnswer answer)
    {
        if (answer.FinishReason == "length")
        {
            yield return "The answer was cut at the most tokens allowed; --max-tokens allows more.";
        }

        if (answer.Governed.Text("substituted_from") is { } wanted)
        {
            yield return $"The budget is under pressure: {answer.Governed.Text("model")} answered in place of {wanted}.";
        }

        foreach (var warning in answer.Governed.Items("warnings"))
        {
            yield return $"warning: {(warning.ValueKind == JsonValueKind.String ? warning.GetString() : warning.Text("message") ?? warning.GetRawText())}";
        }
    }

    private static JsonElement? OrNull(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? null : element;
}
