namespace GenOps.Azurite;

/// <summary>Where an <see cref="AzuriteInstance"/> is installed and keeps its data, and how long things may take.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Folder that receives the npm packages, about 190 MB; made when missing, shared by any number of processes.</summary>
    public required string InstallFolder { get; init; }

    /// <summary>Folder of the data, which one instance at a time may use. <c>null</c>, the default, keeps everything in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Limit of <c>npm ci</c>, waiting for another process's included. Default 5 minutes.</summary>
    public TimeSpan InstallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Limit from the start of the process to its first answer, which reads all its scripts. Default 3 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Limit for saving everything to disk when stopped. Default 60 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Receives one line when something takes noticeably long, such as the first installation.</summary>
    public Action<string>? Progress { get; init; }
}
