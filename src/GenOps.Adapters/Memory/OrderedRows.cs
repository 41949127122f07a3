namespace GenOps.Adapters.Memory;

/// <summary>Rows in ordinal order of their keys, in chunks: appending ascending keys costs constant time wherever in the order they fall.</summary>
/// <remarks>
/// A full chunk is cut where the next row goes, so a run of ascending keys fills its chunks up. Not thread safe.
/// </remarks>
internal sealed class OrderedRows
{
    private const int ChunkCapacity = 256;

    private readonly List<Chunk> _chunks = [];

    // Where the last row was added: the next one of an ascending run goes right behind it.
    private int _lastChunk;
    private int _lastIndex;

    /// <summary>Adds a row whose key is not there yet.</summary>
    public void Add(MemoryRow row)
    {
        if (_chunks.Count == 0)
        {
            _chunks.Add(new Chunk());
        }

        var (chunk, index) = FollowsLast(row.Key) ? (_lastChunk, _lastIndex + 1) : PositionOf(row.Key);
        if (_chunks[chunk].Count == ChunkCapacity)
        {
            _chunks.Insert(chunk + 1, _chunks[chunk].CutAt(index));
            if (index == ChunkCapacity)
            {
                (chunk, index) = (chunk + 1, 0);
            }
        }

        _chunks[chunk].Insert(index, row);
        (_lastChunk, _lastIndex) = (chunk, index);
    }

    /// <summary>Removes a row that is there.</summary>
    public void Remove(string key)
    {
        var (chunk, index) = PositionOf(key);
        _chunks[chunk].RemoveAt(index);
        if (_chunks[chunk].Count == 0)
        {
            _chunks.RemoveAt(chunk);
        }

        // Positions have moved; the start of a chunk is never wrong to follow as long as its key is compared.
        (_lastChunk, _lastIndex) = (0, 0);
    }

    /// <summary>Copies the current versions of rows from a key on, at most as many as fit; returns how many.</summary>
    public int CopyRange(string fromKey, string beforeKey, Span<MemoryVersion> versions)
    {
        if (_chunks.Count == 0)
        {
            return 0;
        }

        var count = 0;
        var (first, start) = PositionOf(fromKey);
        for (var chunk = first; chunk < _chunks.Count; chunk++, start = 0)
        {
            foreach (var row in _chunks[chunk].From(start))
            {
                if (count == versions.Length || string.CompareOrdinal(row.Key, beforeKey) >= 0)
                {
                    return count;
                }

                versions[count++] = row.Current;
            }
        }

        return count;
    }

    private bool FollowsLast(string key)
    {
        if (_lastChunk >= _chunks.Count || _lastIndex >= _chunks[_lastChunk].Count || string.CompareOrdinal(_chunks[_lastChunk][_lastIndex].Key, key) >= 0)
        {
            return false;
        }

        var next = _lastIndex + 1 < _chunks[_lastChunk].Count ? _chunks[_lastChunk][_lastIndex + 1]
            : _lastChunk + 1 < _chunks.Count ? _chunks[_lastChunk + 1][0]
            : null;
        return next is null || string.CompareOrdinal(key, next.Key) < 0;
    }

    // Of the first row with this or a greater key, or the end of the chunk in which it would stand.
    private (int Chunk, int Index) PositionOf(string key)
    {
        var (low, high) = (1, _chunks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_chunks[middle][0].Key, key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (low - 1, _chunks[low - 1].IndexOf(key));
    }

    private sealed class Chunk
    {
        private MemoryRow[] _rows = new MemoryRow[4];

        public int Count { get; private set; }

        public MemoryRow this[int index] => _rows[index];

        public ReadOnlySpan<MemoryRow> From(int start) => _rows.AsSpan(start, Count - start);

        public int IndexOf(string key)
        {
            var (low, high) = (0, Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (string.CompareOrdinal(_rows[middle].Key, key) < 0)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }

        public void Insert(int index, MemoryRow row)
        {
            if (Count == _rows.Length)
            {
                Array.Resize(ref _rows, Math.Min(ChunkCapacity, Count * 4));
            }

            Array.Copy(_rows, index, _rows, index + 1, Count - index);
            _rows[index] = row;
            Count++;
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(_rows, index + 1, _rows, index, Count - index);
            _rows[Count] = null!;
        }

        /// <summary>Moves the rows from an index on, possibly none, into a new chunk.</summary>
        public Chunk CutAt(int index)
        {
            var rest = new Chunk { _rows = new MemoryRow[ChunkCapacity], Count = Count - index };
            Array.Copy(_rows, index, rest._rows, 0, rest.Count);
            Array.Clear(_rows, index, rest.Count);
            Count = index;
            return rest;
        }
    }
}
