namespace GenOps.Adapters.Memory;

/// <summary>One blob: its content, the blocks that it was made of, and those staged for it. Guarded by the store's lock.</summary>
internal sealed class MemoryBlob
{
    private Dictionary<string, byte[]> _blocks = [];
    private readonly Dictionary<string, byte[]> _staged = [];

    /// <summary>Null while nothing was committed.</summary>
    public byte[]? Content { get; private set; }

    public void Put(byte[] content)
    {
        _staged.Clear();
        _blocks = [];
        Content = content;
    }

    public void Stage(string blockId, byte[] content) => _staged[blockId] = content;

    /// <summary>Makes the content out of the newest blocks with these ids; false when one is missing, and then nothing changed.</summary>
    public bool TryCommit(IReadOnlyList<string> blockIds)
    {
        var blocks = new Dictionary<string, byte[]>();
        foreach (var blockId in blockIds)
        {
            if (!_staged.TryGetValue(blockId, out var block) && !_blocks.TryGetValue(blockId, out block))
            {
                return false;
            }

            blocks[blockId] = block;
        }

        Put([.. blockIds.SelectMany(blockId => blocks[blockId])]);
        _blocks = blocks;
        return true;
    }
}
