namespace GenOps.Application.Idempotency;

/// <summary>What makes two requests the same one.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="KeyId">The API key; keys of one tenant do not see each other's idempotency keys.</param>
/// <param name="Route">The route.</param>
/// <param name="Key">The caller's idempotency key.</param>
/// <param name="Body">The raw body.</param>
/// <param name="Context">Everything outside the body that changes what the request does, as text.</param>
public readonly record struct IdempotencyRequest(string Tenant, string KeyId, string Route, string Key, ReadOnlyMemory<byte> Body, string Context);
