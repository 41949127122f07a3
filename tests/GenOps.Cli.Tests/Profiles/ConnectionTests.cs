using GenOps.Cli.Profiles;

namespace GenOps.Cli.Tests.Profiles;

public sealed class ConnectionTests
{
    private static readonly ProfileBook Book = new ProfileBook()
        .With("one", new Profile { Url = "http://one", Key = "key-1", AdminKey = "admin-1" })
        .With("two", new Profile { Url = "http://two", Key = "key-2" });

    [Fact]
    public void Decide_Nothing_IsTheDefaultWithoutKeys() =>
        Assert.Equal(Of("http://127.0.0.1:7071", null, null, null), Decide(new(), [], new ProfileBook()));

    [Fact]
    public void Decide_Profile_BeatsTheDefault() => Assert.Equal(Of("http://one", "key-1", "admin-1", "one"), Decide(new(), []));

    [Fact]
    public void Decide_Environment_BeatsTheProfile() => Assert.Equal(
        Of("http://env", "key-e", "admin-e", "one"),
        Decide(new(), [("GENOPS_URL", "http://env"), ("GENOPS_KEY", "key-e"), ("GENOPS_ADMIN_KEY", "admin-e")]));

    [Fact]
    public void Decide_Flags_BeatTheEnvironment() => Assert.Equal(
        Of("http://flag", "key-f", "admin-f", "one"),
        Decide(
            new(Url: "http://flag", Key: "key-f", AdminKey: "admin-f"),
            [("GENOPS_URL", "http://env"), ("GENOPS_KEY", "key-e"), ("GENOPS_ADMIN_KEY", "admin-e")]));

    [Fact]
    public void Decide_ProfileByFlag_BeatsTheEnvironment() => Assert.Equal(
        Of("http://two", "key-2", null, "two"),
        Decide(new(Profile: "two"), [("GENOPS_URL", "http://env"), ("GENOPS_KEY", "key-e"), ("GENOPS_ADMIN_KEY", "admin-e")]));

    [Fact]
    public void Decide_AnotherUrl_KeepsTheProfilesKeysToItself() =>
        Assert.Equal(Of("http://flag", null, null, "one"), Decide(new(Url: "http://flag"), []));

    [Fact]
    public void Decide_TheProfilesOwnUrl_TakesItsKeys() =>
        Assert.Equal(Of("http://one", "key-1", "admin-1", "one"), Decide(new(Url: "http://one/"), []));

    [Fact]
    public void Decide_UnknownProfile_NamesTheKnown() =>
        Assert.Contains("one, two", Assert.Throws<CommandFault>(() => Decide(new(Profile: "three"), [])).Message);

    [Theory]
    [InlineData("localhost:7071")]
    [InlineData("ftp://one")]
    [InlineData("nowhere")]
    public void Decide_NoUrl_SaysWhatItMustBe(string url)
    {
        var fault = Assert.Throws<CommandFault>(() => Decide(new(Url: url), []));

        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains($"'{url}'", fault.Message);
    }

    private static Connection Of(string url, string? key, string? adminKey, string? profile) => new(new Uri(url), key, adminKey, profile);

    private static Connection Decide(ConnectionFlags flags, (string Name, string Value)[] variables, ProfileBook? book = null) =>
        Connection.Decide(flags, name => variables.FirstOrDefault(variable => variable.Name == name).Value, book ?? Book);
}
