namespace Microsoft.DurableTask.Entities;

/// <summary>An entity's identity: a name, kept in lower case, and a key, kept as it is.</summary>
public readonly record struct EntityInstanceId
{
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException("An entity's name must not contain '@'.", nameof(name));
        }

#pragma warning disable CA1308 // Lower case is what the genuine host stores and shows.
        Name = name.ToLowerInvariant();
#pragma warning restore CA1308
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    /// <summary>Reads <c>@name@key</c>.</summary>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var end = instanceId.IndexOf('@', 1);
        if (instanceId[0] != '@' || end <= 1)
        {
            throw new ArgumentException($"'{instanceId}' is not an entity's id, which reads @name@key.", nameof(instanceId));
        }

        return new EntityInstanceId(instanceId[1..end], instanceId[(end + 1)..]);
    }

    public override string ToString() => $"@{Name}@{Key}";
}
