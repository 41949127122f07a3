using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Batches;

/// <summary>One owner's shares of roll-ups and sessions, for writing entries of batches. Used by one writer at a time.</summary>
public sealed class LedgerShare(string owner)
{
    private readonly PartialBook _book = new(owner);
    private readonly Dictionary<PartialBook.Partial, PartialDraft> _drafts = [];

    /// <summary>Names the owner's rows.</summary>
    public string Owner { get; } = owner;

    /// <summary>The inserts of entries, then the changes of the shares they belong to. A draft made before is dropped.</summary>
    public IReadOnlyList<RowChange> Draft(IReadOnlyList<EntryRow> entries)
    {
        _drafts.Clear();
        foreach (var entry in entries)
        {
            Partial(_book.Rollup(RollupKey.Of(entry.Day, entry.Attribution, entry.Model))).Add(entry);
            if (entry.SessionId is { } sessionId)
            {
                Partial(_book.Session(sessionId, entry.At)).Add(entry);
            }
        }

        return [.. entries.Select(RowChange.Insert), .. _drafts.Values.Select(draft => draft.ToChange())];
    }

    /// <summary>Keys of the shares in the last draft.</summary>
    public IReadOnlyList<string> DraftedKeys() => [.. _drafts.Keys.Select(partial => partial.Empty.RowKey)];

    /// <summary>Takes a share as it is stored.</summary>
    public void Accept(string key, StoredRow? stored) => _book.Accept(key, stored);

    /// <summary>Takes the new ETags of the shares in the last draft, in order.</summary>
    public void Committed(IEnumerable<string?> eTags)
    {
        foreach (var (draft, eTag) in _drafts.Values.Zip(eTags))
        {
            draft.Partial.Row = draft.Written;
            draft.Partial.ETag = eTag;
        }
    }

    private PartialDraft Partial(PartialBook.Partial partial)
    {
        if (!_drafts.TryGetValue(partial, out var draft))
        {
            draft = new PartialDraft(partial);
            _drafts.Add(partial, draft);
        }

        return draft;
    }
}
