namespace GenOps.Core.Wire;

/// <summary>
/// Works out what to cut from a JSON object so that some members are gone with one comma each and no other byte changes: a member goes
/// together with what stands between it and the member before; those that lead go up to the first one kept.
/// </summary>
internal struct MemberCuts(int objectStart)
{
    private List<ByteSpan>? _cuts;
    private int _leadingCut = -1;

    /// <summary>The end of the last member, or just inside the brace when there is none: where more can be added.</summary>
    public int End { get; private set; } = objectStart + 1;

    /// <summary>True when a member stays, so that what is added needs a comma.</summary>
    public bool KeepsAny { get; private set; }

    public void Member(int nameStart, int valueEnd, bool isCut)
    {
        if (isCut && KeepsAny)
        {
            Cut(End, valueEnd);
        }
        else if (isCut)
        {
            _leadingCut = _leadingCut < 0 ? nameStart : _leadingCut;
        }
        else if (!KeepsAny)
        {
            CutLeading(nameStart);
            KeepsAny = true;
        }

        End = valueEnd;
    }

    /// <summary>The cuts in order, once every member was seen.</summary>
    public IReadOnlyList<ByteSpan> Finish()
    {
        if (!KeepsAny)
        {
            CutLeading(End);
        }

        return _cuts ?? (IReadOnlyList<ByteSpan>)[];
    }

    private void CutLeading(int end)
    {
        if (_leadingCut >= 0)
        {
            Cut(_leadingCut, end);
        }
    }

    private void Cut(int start, int end) => (_cuts ??= []).Add(new(start, end));
}
