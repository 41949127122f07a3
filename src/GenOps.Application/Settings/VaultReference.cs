namespace GenOps.Application.Settings;

/// <summary>
/// References to Key Vault in settings. Azure puts the secret in their place; where it can't, the app gets the reference itself, which would
/// then serve as a secret that everybody can guess.
/// </summary>
public static class VaultReference
{
    private const string Prefix = "@Microsoft.KeyVault(";

    /// <summary>What is wrong with a setting whose reference was not resolved, and how to mend it; null for any other value. Never shows the value.</summary>
    public static string? FaultOf(string setting, string? value) =>
        value is not null && value.AsSpan().TrimStart().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? $"{setting} is a Key Vault reference that was not resolved. Check that the secret exists and that the app's identity "
                + "has the role Key Vault Secrets User on its vault, then restart the app."
            : null;
}
