using System.Security.Cryptography;
using System.Text;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Tenants;

public sealed class ApiKeyTests
{
    private const string Id = "0123456789abcdefghjk";
    private const string Secret = "mnpqrstvwxyz0123456789abcdefghjkmnpqrstvwxyz01234567";

    [Fact]
    public void TryParse_FormattedKey_GivesItsParts()
    {
        var isKey = ApiKey.TryParse(ApiKey.Format(Id, Secret), out var key);

        Assert.True(isKey);
        Assert.Equal((Id, Secret), (key.Id.ToString(), key.Secret.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gk-")]
    [InlineData("gk--")]
    [InlineData("sk-" + Id + "-" + Secret)]
    [InlineData("GK-" + Id + "-" + Secret)]
    [InlineData("gk-" + Id + "_" + Secret)]
    [InlineData("gk-" + Id + "-" + Secret + "0")]
    [InlineData(" gk-" + Id + "-" + Secret)]
    [InlineData("gk-" + Id + "0-" + Secret)]
    [InlineData("gk-0123456789abcdefghji-" + Secret)]
    [InlineData("gk-0123456789ABCDEFGHJK-" + Secret)]
    [InlineData("gk-../456789abcdefghjkm-" + Secret)]
    [InlineData("gk-" + Id + "-lnpqrstvwxyz0123456789abcdefghjkmnpqrstvwxyz01234567")]
    [InlineData("gk-" + Id + "-\u0661npqrstvwxyz0123456789abcdefghjkmnpqrstvwxyz01234567")]
    public void TryParse_OtherForm_IsNoKey(string text) => Assert.False(ApiKey.TryParse(text, out _));

    [Fact]
    public void Matches_HashOfTheSecret_IsTrue()
    {
        Assert.True(ApiKey.TryParse(ApiKey.Format(Id, Secret), out var key));

        Assert.True(key.Matches(SHA256.HashData(Encoding.ASCII.GetBytes(Secret))));
    }

    [Fact]
    public void Matches_AnotherHash_IsFalse()
    {
        Assert.True(ApiKey.TryParse(ApiKey.Format(Id, Secret), out var key));
        var almost = SHA256.HashData(Encoding.ASCII.GetBytes(Secret));
        almost[^1] ^= 1;

        Assert.False(key.Matches(almost));
        Assert.False(key.Matches(ApiKey.NoHash));
        Assert.False(key.Matches([]));
    }

    [Fact]
    public void NoHash_Length_IsThatOfAHash() => Assert.Equal(ApiKey.HashBytes, ApiKey.NoHash.Length);
}
