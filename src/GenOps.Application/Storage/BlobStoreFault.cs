namespace GenOps.Application.Storage;

/// <summary>Kinds of blob faults. Every blob operation may be repeated, so none of them needs "unknown".</summary>
public enum BlobStoreFault
{
    /// <summary>The content is larger than the caller allows.</summary>
    TooLarge,

    /// <summary>A block to commit was never staged or its stage has lapsed (7 days); stage it again.</summary>
    BlockMissing,

    /// <summary>Storage could not be reached, refused or broke off; the same call may be made again.</summary>
    Unavailable,
}
