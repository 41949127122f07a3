namespace GenOps.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="Status">How it is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; null when nothing is to be done.</param>
internal sealed record Check(string Name, CheckStatus Status, string Detail, string? Remedy = null)
{
    public static Check Ok(string name, string detail) => new(name, CheckStatus.Ok, detail);

    public static Check Warn(string name, string detail, string? remedy = null) => new(name, CheckStatus.Warn, detail, remedy);

    public static Check Fail(string name, string detail, string remedy) => new(name, CheckStatus.Fail, detail, remedy);
}
