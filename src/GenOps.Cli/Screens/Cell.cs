using Spectre.Console;
using Spectre.Console.Rendering;

namespace GenOps.Cli.Screens;

/// <summary>A cell of a table: plain text, unless it says that it is markup.</summary>
internal readonly record struct Cell(string Content, bool IsMarkup = false)
{
    public static implicit operator Cell(string? text) => new(text ?? "-");

    public static implicit operator Cell(long number) => new(Sheet.Count(number));

    /// <summary>An exact amount.</summary>
    public static Cell Usd(string? amount, string absent = "-") => new(Amounts.Markup(amount, absent), IsMarkup: true);

    /// <summary>A bar of the share between 0 and 1.</summary>
    public static Cell Bar(double share) => new(Screens.Bar.Markup(share), IsMarkup: true);

    /// <summary>Characters that it takes.</summary>
    public int Width => IsMarkup ? Markup.Remove(Content).Length : Content.Length;

    public IRenderable Render() => IsMarkup ? new Markup(Content) : new Text(Content);
}
