namespace GenOps.Cli.Batches;

/// <summary>A batch to be made; null leaves a setting to the app.</summary>
internal sealed record BatchOrder
{
    public required string File { get; init; }

    /// <summary>Null: the one that the file's first line names.</summary>
    public string? Endpoint { get; init; }

    public int? WindowHours { get; init; }

    public int? ChunkSize { get; init; }

    public int? MaxConcurrency { get; init; }

    public string? OnBudget { get; init; }

    public string? MaxCostUsd { get; init; }

    public string? Team { get; init; }

    public string? Project { get; init; }

    /// <summary>As the app takes it.</summary>
    public Dictionary<string, object> Body(string fileId, string endpoint)
    {
        var body = new Dictionary<string, object> { ["input_file_id"] = fileId, ["endpoint"] = endpoint };
        if (WindowHours is { } hours)
        {
            body["completion_window"] = $"{hours}h";
        }

        Add(body, "metadata", ("team", Team), ("project", Project));
        Add(
            body,
            "genops",
            ("chunk_size", ChunkSize),
            ("max_concurrency", MaxConcurrency),
            ("on_budget", OnBudget),
            ("max_cost_usd", MaxCostUsd));
        return body;
    }

    private static void Add(Dictionary<string, object> body, string name, params (string Name, object? Value)[] fields)
    {
        var given = fields.Where(static field => field.Value is not null).ToDictionary(static field => field.Name, static field => field.Value);
        if (given.Count > 0)
        {
            body[name] = given;
        }
    }
}
