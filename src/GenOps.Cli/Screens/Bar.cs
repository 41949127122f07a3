namespace GenOps.Cli.Screens;

/// <summary>A bar of blocks.</summary>
internal static class Bar
{
    public const int Width = 20;

    private const double Tight = 0.8;
    private const double Full = 0.95;

    /// <summary>The share between 0 and 1 as a bar; anything above 0 shows.</summary>
    public static string Markup(double share, string colour = "blue")
    {
        var filled = share <= 0 ? 0 : Math.Clamp((int)Math.Round(share * Width), 1, Width);
        return $"[{colour}]{new string('█', filled)}[/][dim]{new string('░', Width - filled)}[/]";
    }

    /// <summary>The part of a limit that is used: green, then yellow, then red.</summary>
    public static string OfLimit(double share) => Markup(share, share >= Full ? "red" : share >= Tight ? "yellow" : "green");
}
