namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities to list. What is null does not filter.</summary>
public record EntityQuery
{
    public const int DefaultPageSize = 100;

    private readonly string? _prefix;

    /// <summary>The beginning of <c>@name@key</c>; the first <c>@</c> may be left out, and the name is lower-cased.</summary>
    public string? InstanceIdStartsWith
    {
        get => _prefix;
        init => _prefix = Normalize(value);
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    /// <summary>Entities without state too.</summary>
    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }

    private static string? Normalize(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return value;
        }

        var prefix = value[0] == '@' ? value : $"@{value}";
        var end = prefix.IndexOf('@', 1);
        var name = end < 0 ? prefix : prefix[..end];
#pragma warning disable CA1308 // Entity names are stored in lower case.
        return name.ToLowerInvariant() + prefix[name.Length..];
#pragma warning restore CA1308
    }
}
