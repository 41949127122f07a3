namespace GenOps.Adapters.Memory;

/// <summary>Rows by key, in ordinal order, in chunks. Not thread safe.</summary>
/// <remarks>
/// Ascending keys cost a constant time wherever in the order they fall, because each lookup first tries where the last one ended, and
/// because a full chunk is cut where the next row goes, so that a run of ascending keys fills its chunks. Other lookups are two binary
/// searches. Growing copies one chunk at most: there is no moment at which everything is copied, as a hash table has.
/// </remarks>
internal sealed class OrderedRows
{
    private const int ChunkCapacity = 256;

    private readonly List<Chunk> _chunks = [new Chunk()];

    // Where the last lookup ended: the first row that was not less than its key, or the end of a chunk.
    private (int Chunk, int Index) _last;

    /// <summary>The row with this key; null when there is none.</summary>
    public MemoryRow? Find(string key)
    {
        var (chunk, index) = PositionOf(key);
        return index < _chunks[chunk].Count && _chunks[chunk][index].Key == key ? _chunks[chunk][index] : null;
    }

    /// <summary>Adds a row whose key is not there yet.</summary>
    public void Add(MemoryRow row)
    {
        var (chunk, index) = PositionOf(row.Key);
        if (_chunks[chunk].Count == ChunkCapacity)
        {
            _chunks.Insert(chunk + 1, _chunks[chunk].CutAt(index));
            if (index == ChunkCapacity)
            {
                (chunk, index) = (chunk + 1, 0);
            }
        }

        _chunks[chunk].Insert(index, row);
        _last = (chunk, index + 1);
    }

    /// <summary>Removes a row that is there.</summary>
    public void Remove(string key)
    {
        var (chunk, index) = PositionOf(key);
        _chunks[chunk].RemoveAt(index);
        if (_chunks[chunk].Count == 0 && _chunks.Count > 1)
        {
            _chunks.RemoveAt(chunk);
            _last = default;
        }
    }

    /// <summary>Copies the current versions of rows from a key on, at most as many as fit; returns how many.</summary>
    public int CopyRange(string fromKey, string beforeKey, Span<MemoryVersion> versions)
    {
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

    // Of the first row with this or a greater key, or the end of the chunk in which it would stand.
    private (int Chunk, int Index) PositionOf(string key)
    {
        if (!IsAtLast(key))
        {
            var chunk = ChunkOf(key);
            _last = (chunk, _chunks[chunk].IndexOf(key));
        }

        return _last;
    }

    private bool IsAtLast(string key)
    {
        var (chunk, index) = _last;
        if (index == 0 || string.CompareOrdinal(_chunks[chunk][index - 1].Key, key) >= 0)
        {
            return false;
        }

        if (index < _chunks[chunk].Count)
        {
            return string.CompareOrdinal(key, _chunks[chunk][index].Key) <= 0;
        }

        return chunk + 1 == _chunks.Count || string.CompareOrdinal(key, _chunks[chunk + 1].FirstKey) < 0;
    }

    // The last chunk whose first key is not greater, or the first.
    private int ChunkOf(string key)
    {
        var (low, high) = (1, _chunks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_chunks[middle].FirstKey, key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private sealed class Chunk
    {
        private MemoryRow[] _rows = new MemoryRow[4];

        public int Count { get; private set; }

        /// <summary>The key of the first row, at hand for searches; of no meaning while there is none.</summary>
        public string FirstKey { get; private set; } = "";

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
            FirstKey = _rows[0].Key;
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(_rows, index + 1, _rows, index, Count - index);
            _rows[Count] = null!;
            FirstKey = Count == 0 ? "" : _rows[0].Key;
        }

        /// <summary>Moves the rows from an index on, possibly none, into a new chunk.</summary>
        public Chunk CutAt(int index)
        {
            var rest = new Chunk { _rows = new MemoryRow[ChunkCapacity], Count = Count - index };
            Array.Copy(_rows, index, rest._rows, 0, rest.Count);
            Array.Clear(_rows, index, rest.Count);
            Count = index;
            rest.FirstKey = rest.Count == 0 ? "" : rest._rows[0].Key;
            return rest;
        }
    }
}
