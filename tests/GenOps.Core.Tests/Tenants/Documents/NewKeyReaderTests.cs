using System.Text;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Tests.Tenants.Documents;

public sealed class NewKeyReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"name": null, "team": null, "project": null, "expires_at": null}""")]
    public void Read_NothingAsked_IsAKeyWithoutPins(string json)
    {
        Assert.Equal(new NewKey(null, null, null, null), Read(json).Document);
    }

    [Theory]
    [InlineData("2026-11-24T13:00:00+00:30", "2026-11-24T12:30:00Z")]
    [InlineData("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("2027-01-01T00:00:00.5-05:00", "2027-01-01T05:00:00.5Z")]
    public void Read_EveryField_IsTaken(string text, string expected)
    {
        var reading = Read($$"""{"name": "CI of search", "team": "search", "project": "ranker", "expires_at": "{{text}}"}""");

        Assert.Equal(
            new NewKey("CI of search", "search", "ranker", DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)),
            reading.Document);
    }

    [Theory]
    [InlineData("""{"role": "admin"}""", "$.role")]
    [InlineData("""{"name": ""}""", "$.name")]
    [InlineData("""{"name": "a\nb"}""", "$.name")]
    [InlineData("""{"name": 1}""", "$.name")]
    [InlineData("""{"team": "Search"}""", "$.team")]
    [InlineData("""{"team": "a", "project": "a/b"}""", "$.project")]
    [InlineData("""{"project": "ranker"}""", "$.project")]
    [InlineData("""{"expires_at": "2026-11-24T12:00:00Z"}""", "$.expires_at")]
    [InlineData("""{"expires_at": "2027-01-01"}""", "$.expires_at")]
    [InlineData("""{"expires_at": "2027-01-01T00:00:00"}""", "$.expires_at")]
    [InlineData("""{"expires_at": "2027-13-01T00:00:00Z"}""", "$.expires_at")]
    [InlineData("""{"expires_at": 1800000000}""", "$.expires_at")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    public void Read_OneFault_IsReportedWithItsPath(string json, string path)
    {
        var reading = Read(json);

        Assert.Null(reading.Document);
        Assert.Equal(path, Assert.Single(reading.Faults).Path);
    }

    private static DocumentReading<NewKey> Read(string json) => NewKeyReader.Read(Encoding.UTF8.GetBytes(json), Now);
}
