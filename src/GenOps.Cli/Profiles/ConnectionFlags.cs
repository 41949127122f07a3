namespace GenOps.Cli.Profiles;

/// <summary>What the command line says of the app to talk to; null where it says nothing.</summary>
internal sealed record ConnectionFlags(string? Profile = null, string? Url = null, string? Key = null, string? AdminKey = null);
