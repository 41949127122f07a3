using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class RequestMetadataTests
{
    [Fact]
    public void Metadata_OurNamesAndOthers_AreAttributesAndTags()
    {
        var metadata = Read(ChatWith(
            """
            "metadata":{"team":"search","project":"ranker","customer":"c1","cost_center":"cc","environment":"production",
              "feature":"f","user":"u","session_id":"s","run":"42","Team":"tag","note":""}
            """)).Metadata;

        Assert.Equal(("search", "ranker", "c1", "cc"), (metadata.Team, metadata.Project, metadata.Customer, metadata.CostCenter));
        Assert.Equal(("production", "f", "u", "s"), (metadata.Environment, metadata.Feature, metadata.User, metadata.SessionId));
        Assert.Equal(new Dictionary<string, string> { ["run"] = "42", ["Team"] = "tag", ["note"] = "" }, metadata.Tags);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    public void Metadata_EmptyTeam_IsAbsent(string team)
    {
        var metadata = Read(ChatWith($"\"metadata\":{{\"team\":{team},\"tag\":null}}")).Metadata;

        Assert.Null(metadata.Team);
        Assert.Empty(metadata.Tags);
    }

    [Fact]
    public void Metadata_CommaInOursAndEqualsInATag_IsRead()
    {
        var metadata = Read(ChatWith("""
            "metadata":{"customer":"Müller, Söhne = 2","run":"a=b"}
            """)).Metadata;

        Assert.Equal("Müller, Söhne = 2", metadata.Customer);
        Assert.Equal("a=b", metadata.Tags["run"]);
    }

    [Theory]
    [InlineData("""{"team":5}""", "metadata.team")]
    [InlineData("""{"team":{"a":"b"}}""", "metadata.team")]
    [InlineData("""{"team":["a"]}""", "metadata.team")]
    [InlineData("""{"team":"\ud800"}""", "metadata.team")]
    [InlineData("""{"team":"a","t\u0065am":"b"}""", "metadata.team")]
    [InlineData("""{"":"a"}""", "metadata")]
    [InlineData("""{"a=b":"c"}""", "metadata")]
    [InlineData("""{"a,b":"c"}""", "metadata")]
    [InlineData("""{"a\u0000":"c"}""", "metadata")]
    [InlineData("""{"run":"a,b=c"}""", "metadata.run")]
    [InlineData("""{"run":"a\nb"}""", "metadata.run")]
    [InlineData("""{"team":"a\u007f"}""", "metadata.team")]
    [InlineData("""{"customer":"a\tb"}""", "metadata.customer")]
    public void Metadata_NotStrings_IsRefused(string metadata, string param)
    {
        Assert.Equal(param, Refuse(ChatWith($"\"metadata\":{metadata}")).Param);
    }

    [Fact]
    public void Metadata_AtAndOverItsLimits_IsReadAndRefused()
    {
        var names = string.Join(',', Enumerable.Range(0, 16).Select(i => $"\"n{i}\":\"v\""));
        Assert.Equal(16, Read(ChatWith($"\"metadata\":{{{names}}}")).Metadata.Tags.Count);
        Assert.Equal("metadata", Refuse(ChatWith($"\"metadata\":{{{names},\"more\":\"v\"}}")).Param);

        Assert.Single(Read(ChatWith($"\"metadata\":{{\"{new string('é', 64)}\":\"{new string('é', 256)}\"}}")).Metadata.Tags);
        Assert.Equal("metadata", Refuse(ChatWith($"\"metadata\":{{\"{new string('n', 65)}\":\"v\"}}")).Param);
        Assert.Equal("metadata.n", Refuse(ChatWith($"\"metadata\":{{\"n\":\"{new string('v', 257)}\"}}")).Param);
    }
}
