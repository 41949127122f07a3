namespace GenOps.Application.Accounts;

/// <summary>How instances share a tenant's money; section <c>GenOps</c>. Every instance on one storage must have the same.</summary>
public sealed class AccountOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GenOps";

    /// <summary>How long a call waits for money that may free up: 00:00:00 to 00:00:30, default 2 s.</summary>
    public TimeSpan AdmissionWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a lease lives without a sign of its owner: 10 to 600 seconds, default 60. After a crash its rest is in doubt from then on.
    /// </summary>
    public int LeaseSeconds { get; set; } = 60;
}
