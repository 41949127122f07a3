using GenOps.Application.Settings;

namespace GenOps.Application.Tests.Settings;

public sealed class VaultReferenceTests
{
    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault-name.vault.azure.net/secrets/x)")]
    [InlineData("@microsoft.keyvault(VaultName=vault-name;SecretName=x)")]
    [InlineData(" @Microsoft.KeyVault(")]
    public void FaultOf_Reference_NamesTheSettingAndTheRemedyOnly(string value)
    {
        var fault = VaultReference.FaultOf("GENOPS_ADMIN_KEY", value);

        Assert.StartsWith("GENOPS_ADMIN_KEY is a Key Vault reference that was not resolved.", fault, StringComparison.Ordinal);
        Assert.Contains("Key Vault Secrets User", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("vault-name", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-key")]
    [InlineData("a @Microsoft.KeyVault(")]
    public void FaultOf_AnythingElse_IsSound(string? value) => Assert.Null(VaultReference.FaultOf("GENOPS_ADMIN_KEY", value));
}
