namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Collects the large texts of an instance's new rows, to be written before them.</summary>
internal sealed class LargeTextWriter(LargeTexts texts, string instanceId)
{
    private readonly Dictionary<string, string> _added = [];

    internal IReadOnlyCollection<string> Names => _added.Keys;

    internal string Add(string text)
    {
        var name = texts.NextName(instanceId, text);
        _added.Add(name, text);
        return name;
    }

    internal Task WriteAsync(CancellationToken cancellationToken) => texts.WriteAsync(_added, cancellationToken);

    /// <summary>For rows that certainly will not be there.</summary>
    internal Task UndoAsync(CancellationToken cancellationToken) => texts.DeleteAsync(_added.Keys, cancellationToken);
}
