namespace GenOps.Simulator;

/// <summary>An append-only list that forgets its oldest segment when it is full. Not safe for concurrent use.</summary>
internal sealed class BoundedLog<T>(int maximumCount)
{
    private const int SegmentLength = 4096;

    private readonly LinkedList<T[]> _segments = new();
    private long _firstIndex;

    /// <summary>Number of items ever appended.</summary>
    public long Count { get; private set; }

    /// <summary>Number of items forgotten.</summary>
    public long Dropped => _firstIndex;

    public void Append(in T item)
    {
        if (Count - _firstIndex >= maximumCount)
        {
            _segments.RemoveFirst();
            _firstIndex += Math.Min(SegmentLength - (_firstIndex % SegmentLength), Count - _firstIndex);
        }

        var offset = (int)(Count % SegmentLength);
        if (offset == 0 || _segments.Last is null)
        {
            _segments.AddLast(new T[SegmentLength]);
        }

        _segments.Last!.Value[offset] = item;
        Count++;
    }

    /// <summary>Items from <paramref name="start"/>, counted from the first ever appended.</summary>
    public IReadOnlyList<T> Read(long start, int limit)
    {
        var result = new List<T>();
        var index = _firstIndex - (_firstIndex % SegmentLength);
        for (var node = _segments.First; node is not null && result.Count < limit; node = node.Next, index += SegmentLength)
        {
            var from = Math.Max(Math.Max(start, _firstIndex) - index, 0);
            var to = Math.Min(Math.Min(SegmentLength, Count - index), from + limit - result.Count);
            for (var offset = from; offset < to; offset++)
            {
                result.Add(node.Value[offset]);
            }
        }

        return result;
    }
}
