using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GenOps.Adapters.Storage;

/// <summary>Collects everything that is wrong with the settings of storage, the connections included.</summary>
internal sealed partial class StorageOptionsValidator(IConfiguration configuration) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<string>();
        StorageConnectionReader.Read(configuration, faults);
        Check(TableName().IsMatch(options.AccountsTable), nameof(options.AccountsTable), options.AccountsTable, "3 to 63 letters and digits, a letter first");
        Check(TableName().IsMatch(options.DirectoryTable), nameof(options.DirectoryTable), options.DirectoryTable, "3 to 63 letters and digits, a letter first");
        Check(
            !string.Equals(options.AccountsTable, options.DirectoryTable, StringComparison.OrdinalIgnoreCase),
            nameof(options.DirectoryTable),
            options.DirectoryTable,
            "another table than the accounts'");
        Check(
            ContainerName().IsMatch(options.BlobContainer),
            nameof(options.BlobContainer),
            options.BlobContainer,
            "3 to 63 lower-case letters, digits and single hyphens between them");
        CheckRange(nameof(options.CommitTimeoutSeconds), options.CommitTimeoutSeconds, 1, 60);
        CheckRange(nameof(options.ReadTimeoutSeconds), options.ReadTimeoutSeconds, 1, 60);
        CheckRange(nameof(options.ReadRetries), options.ReadRetries, 0, 10);
        CheckRange(nameof(options.BlobTimeoutSeconds), options.BlobTimeoutSeconds, 1, 600);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckRange(string key, int value, int least, int most) => Check(value >= least && value <= most, key, value, $"{least} to {most}");

        void Check(bool isRight, string key, object value, string range)
        {
            if (!isRight)
            {
                faults.Add($"GenOps__Storage__{key} is '{value}'; it must be {range}.");
            }
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$")]
    private static partial Regex TableName();

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
