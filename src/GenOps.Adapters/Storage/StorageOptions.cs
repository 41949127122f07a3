namespace GenOps.Adapters.Storage;

/// <summary>Names and time limits of storage; section <c>GenOps:Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GenOps:Storage";

    /// <summary>Table of the tenants' accounts; 3 to 63 letters and digits, a letter first. Default <c>genopsaccounts</c>.</summary>
    public string AccountsTable { get; set; } = "genopsaccounts";

    /// <summary>Table of tenants, keys, prices and audit rows; another one than the accounts'. Default <c>genopsdirectory</c>.</summary>
    public string DirectoryTable { get; set; } = "genopsdirectory";

    /// <summary>Blob container; 3 to 63 lower-case letters, digits and single hyphens. Default <c>genops</c>.</summary>
    public string BlobContainer { get; set; } = "genops";

    /// <summary>How long a transaction may take before its outcome counts as unknown; 1 to 60 seconds, default 10. It is never sent again.</summary>
    public int CommitTimeoutSeconds { get; set; } = 10;

    /// <summary>How long one try of a read may take; 1 to 60 seconds, default 5.</summary>
    public int ReadTimeoutSeconds { get; set; } = 5;

    /// <summary>How often a failed read is tried again, after 100 ms doubling to 1 s; 0 to 10, default 2.</summary>
    public int ReadRetries { get; set; } = 2;

    /// <summary>How long one request of blob content may take; 1 to 600 seconds, default 60. Blob requests are tried again three times.</summary>
    public int BlobTimeoutSeconds { get; set; } = 60;
}
