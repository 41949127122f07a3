using System.Globalization;
using GenOps.Application.Calls;
using GenOps.Docs.Tests.Documents;
using GenOps.Docs.Tests.Support;

namespace GenOps.Docs.Tests.Facts;

/// <summary>The table of errors lists what the app can answer, with its status.</summary>
public sealed class ErrorCodeTests
{
    private static readonly IReadOnlyList<string[]> Rows = Document.Get("docs/migration.md").Table("status");

    [Fact]
    public void Errors_Table_ListsEveryCodeOnce()
    {
        var codes = Enum.GetValues<ErrorCode>().Select(ErrorCodeNames.Of).Order(StringComparer.Ordinal);

        Assert.Equal(codes, Rows.Select(static row => row[1].Trim('`')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_Table_HasEveryStatus()
    {
        var statuses = ErrorSource.Statuses();

        Assert.All(Rows.Where(static row => row[0] != "the provider's"), row => Assert.Equal(
            (row[1], statuses[row[1].Trim('`')]), (row[1], int.Parse(row[0], CultureInfo.InvariantCulture))));
        Assert.Equal("`provider_rejected`", Assert.Single(Rows, static row => row[0] == "the provider's")[1]);
    }
}
