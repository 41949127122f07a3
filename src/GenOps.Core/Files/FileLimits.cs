namespace GenOps.Core.Files;

/// <summary>The named limits of files.</summary>
public static class FileLimits
{
    /// <summary>Bytes of one file: 200 MiB.</summary>
    public const long MaxBytes = 200L * 1024 * 1024;

    /// <summary>What a form may add to the file's own bytes.</summary>
    public const long MaxFormOverheadBytes = 1024 * 1024;

    /// <summary>Characters of a file's name.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Seconds that a file stays unless its uploader says less: 30 days.</summary>
    public const int DefaultLifetimeSeconds = 30 * 86_400;

    /// <summary>The shortest lifetime that an uploader can ask for: one hour.</summary>
    public const int MinLifetimeSeconds = 3_600;

    /// <summary>Seconds during which an address for uploading is good: 15 minutes.</summary>
    public const int UploadAddressSeconds = 15 * 60;

    /// <summary>Seconds after which an upload that was never finished counts as given up: 24 hours.</summary>
    public const int UnfinishedSeconds = 86_400;

    /// <summary>Files of a page unless the caller says otherwise.</summary>
    public const int DefaultPageRows = 1_000;

    /// <summary>Most files of a page.</summary>
    public const int MaxPageRows = 10_000;
}
