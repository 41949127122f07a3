namespace GenOps.Cli.Doctor;

/// <summary>What a check came to.</summary>
internal enum CheckStatus
{
    /// <summary>As it must be.</summary>
    Ok,

    /// <summary>Works, but not as one may think; or could not be looked at.</summary>
    Warn,

    /// <summary>The app would not start, or would not work.</summary>
    Fail,
}
