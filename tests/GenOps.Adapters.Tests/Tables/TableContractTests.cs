using GenOps.Adapters.Tests.Storage;

namespace GenOps.Adapters.Tests.Tables;

public sealed class TableCommitTests(AzuriteFixture azurite) : CommitContract(azurite.Rows);

public sealed class TableConcurrencyTests(AzuriteFixture azurite) : ConcurrencyContract(azurite.Rows);

public sealed class TableLimitsTests(AzuriteFixture azurite) : LimitsContract(azurite.Rows);

public sealed class TableQueryTests(AzuriteFixture azurite) : QueryContract(azurite.Rows);

public sealed class TableRoundTripTests(AzuriteFixture azurite) : RoundTripContract(azurite.Rows);
