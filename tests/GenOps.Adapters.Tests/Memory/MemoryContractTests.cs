using GenOps.Adapters.Memory;
using GenOps.Adapters.Tests.Storage;

namespace GenOps.Adapters.Tests.Memory;

public sealed class MemoryCommitTests() : CommitContract(new MemoryRowStores(TimeProvider.System));

public sealed class MemoryConcurrencyTests() : ConcurrencyContract(new MemoryRowStores(TimeProvider.System));

public sealed class MemoryLimitsTests() : LimitsContract(new MemoryRowStores(TimeProvider.System));

public sealed class MemoryQueryTests() : QueryContract(new MemoryRowStores(TimeProvider.System));

public sealed class MemoryRoundTripTests() : RoundTripContract(new MemoryRowStores(TimeProvider.System));

public sealed class MemoryBlobTests() : BlobContract(new MemoryBlobStore());
