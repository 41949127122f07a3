namespace GenOps.Application.Storage;

/// <summary>Turns a key prefix into the end of a range for <see cref="IRowStore.QueryAsync"/>.</summary>
public static class RowKeyPrefix
{
    /// <summary>The first key after every key with this prefix: the prefix with its last character raised by one.</summary>
    public static string EndOf(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]);
    }
}
