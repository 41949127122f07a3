using GenOps.Application.Alerts;

namespace GenOps.Application.Tests.Alerts;

public sealed class AlertOptionsTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("short-and-secret", false)]
    [InlineData("0123456789abcdef0123456789abcde", false)]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault-name.vault.azure.net/secrets/x)", false)]
    public void Validate_WebhookKey_MustBeLongAndIsNeverShown(string? key, bool isSound)
    {
        var result = new AlertOptionsValidator().Validate(null, new AlertOptions { WebhookKey = key });

        Assert.Equal(isSound, result.Succeeded);
        Assert.True(isSound || !result.FailureMessage!.Contains(key!, StringComparison.Ordinal));
    }
}
