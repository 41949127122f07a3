using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>What became of a request for a key.</summary>
public abstract record CreateKeyResult
{
    private CreateKeyResult()
    {
    }

    /// <summary>The key is made and works. <paramref name="Key"/> is shown this once and kept nowhere.</summary>
    public sealed record Created(ApiKeyInfo Info, string Key) : CreateKeyResult
    {
        /// <inheritdoc/>
        public override string ToString() => $"Created {Info.Id}";
    }

    /// <summary>An earlier request of the same name made this key; its secret was in that answer and is nowhere else.</summary>
    public sealed record AlreadyCreated(ApiKeyInfo Info) : CreateKeyResult;

    /// <summary>There is no such tenant.</summary>
    public sealed record TenantNotFound : CreateKeyResult;

    /// <summary>The tenant has as many keys as it may have.</summary>
    public sealed record TooMany(int Most) : CreateKeyResult;
}
