namespace GenOps.Cli.Up;

/// <summary>What the app's data is kept in, and why where that needs saying.</summary>
internal abstract record StorageChoice
{
    private StorageChoice()
    {
    }

    /// <summary>An Azurite that <c>up</c> starts and stops.</summary>
    public sealed record OwnAzurite(string? Reason = null) : StorageChoice;

    /// <summary>The process's memory.</summary>
    public sealed record Memory : StorageChoice;

    /// <summary>The account that the flag names.</summary>
    public sealed record GivenAccount(string ConnectionString) : StorageChoice;

    /// <summary>The account that the settings name, which has answered.</summary>
    public sealed record ConfiguredAccount : StorageChoice;
}
