using Azure.Data.Tables;
using GenOps.Adapters.Tables.Mappers;
using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Adapters.Tests.Tables.Mappers;

public sealed class RowMappersTests(AzuriteFixture azurite)
{
    [Fact]
    public void All_RowTypesOfCore_HaveOneMapperAndSamples()
    {
        var types = typeof(Row).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Row)) && !type.IsAbstract)
            .OrderBy(type => type.Name)
            .ToArray();

        Assert.Equal(types, RowMappers.All.Select(mapper => mapper.RowType).OrderBy(type => type.Name));
        Assert.Equal(types, RowSamples.All.Values.Select(row => row.GetType()).Distinct().OrderBy(type => type.Name));
        Assert.All(RowMappers.All, mapper => Assert.Equal(mapper.RowType.Name, mapper.TypeName + "Row"));
    }

    /// <summary>
    /// A value that is the same in all samples could be dropped by a mapper and come back as its default without a round trip noticing it.
    /// </summary>
    [Fact]
    public void Samples_EveryValueOfARow_Differs()
    {
        var constant = RowSamples.All.Values
            .SelectMany(row => RowText.Values(row, row.GetType().Name))
            .GroupBy(value => value.Path, value => value.Value)
            .Where(values => values.Distinct().Count() < 2)
            .Select(values => values.Key);

        Assert.Equal(string.Empty, string.Join(" ", constant));
    }

    /// <summary>Whoever reads the tables with other tools relies on these names; a change is a migration.</summary>
    [Theory]
    [InlineData("entry, full", "At Attempt BatchId CachedTokens CostCenter CostNanoUsd CustomId Customer Day EntryId Environment Estimated Feature ForDate HeldNanoUsd InputTokens Kind Model OutputTokenBound OutputTokens Overage OverheadMicroseconds Path PriceVersion Project ProviderMicroseconds Reason ReasoningTokens RequestId SessionId Status Tags Team Type User")]
    [InlineData("entry, bare", "At Attempt CachedTokens CostNanoUsd Day EntryId Estimated HeldNanoUsd InputTokens Kind OutputTokenBound OutputTokens Overage OverheadMicroseconds Path ProviderMicroseconds ReasoningTokens RequestId Status Type")]
    [InlineData("roll-up, full", "CostCenter Customer Day Environment Feature Hash LatencyCounts Model Owner Project Sums Team Type")]
    [InlineData("session, full", "ByModelJson FirstAt LastAt LatencyCounts Owner SessionId Type")]
    [InlineData("session start, full", "CostCenter Customer EndedAt Environment Feature IdleTimeoutSeconds Name Project SessionId StartedAt Tags Team Type User")]
    [InlineData("head", "LimitsVersion Recall Type")]
    [InlineData("window, tenant", "HeldNanoUsd Path ScopesVersion SpentNanoUsd Type Window")]
    [InlineData("lease, full", "Closed Day FoldedNanoUsd GrantedNanoUsd InDoubtLeftNanoUsd LeaseId Owner Path ScopesVersion Seq SettledNanoUsd Type")]
    [InlineData("limits, full", "Deleted DocumentJson ScopesJson ScopesVersion Type Version")]
    [InlineData("limits, 500 scopes", "Deleted DocumentJson DocumentJson2 DocumentJson3 DocumentJson4 ScopesJson ScopesJson2 ScopesJson3 ScopesJson4 ScopesVersion Type Version")]
    [InlineData("idempotency, full", "AnswerBlob BodyHash ClaimExpiresAt ClaimedAt ExpiresAt KeyHash Owner RequestId Type")]
    [InlineData("audit, bare", "Action Actor At AuditId Target Type")]
    [InlineData("batch, bare", "BatchId ChunkSize ChunksDone ChunksTotal Completed CostNanoUsd CreatedAt Endpoint ErrorsJson ExpectedNanoUsd ExpiresAt Failed HeldNanoUsd InputFileId IsCancelRequested IsContentRemoved KeyId MaxConcurrency MetadataJson OnBudget Status Total Type WaitingFor WindowHours WorstCaseNanoUsd")]
    [InlineData("file, bare", "Bytes CreatedAt ExpiresAt FileId FileName IsStored Purpose Type")]
    [InlineData("file, full", "Bytes CostCenter CreatedAt Customer Environment ExpiresAt Feature FileId FileName IsStored Project Purpose Tags Team Type UploadTokenHash User")]
    [InlineData("reservation, full", "Attempt BatchId Chunk Claim Closed Day FoldedNanoUsd GrantedNanoUsd IsRest ItemsJson ItemsJson2 Path ScopesVersion Seq SettledNanoUsd Type")]
    [InlineData("chunk", "BatchId Chunk Completed Failed Type")]
    [InlineData("api key, full", "CreatedAt ExpiresAt KeyId Name Project RevokedAt SecretHash Team Tenant Type")]
    [InlineData("tenant index", "CreatedAt Deleted Tenant Type")]
    [InlineData("tenant key", "KeyId Tenant Type")]
    [InlineData("rate, requests", "Kind LeasedUnits Minute Type")]
    [InlineData("concurrency", "SharesJson Type")]
    [InlineData("price, full", "PriceId PriceJson SetAt Type")]
    [InlineData("alert", "AlertId At Path ThresholdPpm Type Window")]
    [InlineData("webhook, dead", "Address Attempts BodyJson CreatedAt IsDead LastFault NextAttemptAt Type WebhookId")]
    [InlineData("webhook secret", "CreatedAt Salt Type")]
    public async Task Commit_Sample_HasTheseColumns(string sample, string columns)
    {
        var entity = await StoreAsync(RowSamples.All[sample]);

        var names = entity.Keys.Where(name =>
            !name.StartsWith("odata.", StringComparison.Ordinal) && name is not ("PartitionKey" or "RowKey" or "Timestamp"));
        Assert.Equal(columns, string.Join(' ', names.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Commit_Entry_SpellsItsValuesReadably()
    {
        var entity = await StoreAsync(RowSamples.All["entry, full"]);

        Assert.Equal("2026-11-24", entity["Day"]);
        Assert.Equal("9999-12-31T23:59:59.9999999Z", entity["At"]);
        Assert.Equal("InDoubtRelease", entity["Kind"]);
        Assert.Equal(-long.MaxValue, entity["CostNanoUsd"]);
        Assert.Equal((long)int.MaxValue, entity["Attempt"]);
        Assert.Equal(true, entity["Estimated"]);
    }

    [Fact]
    public async Task Commit_Rollup_SpellsItsNumbersReadably()
    {
        Assert.Equal("0,40,9223372036854775807", (await StoreAsync(RowSamples.All["roll-up, full"]))["LatencyCounts"]);
        Assert.Equal(string.Empty, (await StoreAsync(RowSamples.All["roll-up, bare"]))["LatencyCounts"]);
        Assert.Equal(string.Empty, (await StoreAsync(RowSamples.All["roll-up, bare"]))["Sums"]);
        Assert.Matches("^[0-9]+(,-?[0-9]+){9,10}$", (string)(await StoreAsync(RowSamples.All["roll-up, full"]))["Sums"]);
    }

    [Theory]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12")]
    [InlineData("1,,3")]
    [InlineData("1,x")]
    public async Task Get_SumsOfANewerVersionOrBroken_AreRefused(string sums)
    {
        var entity = await StoreAsync(RowSamples.All["roll-up, full"]);
        entity["Sums"] = sums;
        await Table().UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await azurite.Rows.Accounts.GetAsync(entity.PartitionKey, entity.RowKey, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_ApiKey_KeepsItsHashAsBytes() => Assert.IsType<byte[]>((await StoreAsync(RowSamples.All["api key, full"]))["SecretHash"]);

    [Fact]
    public async Task Get_DocumentWithAMemberOfANewerVersion_IsRefused()
    {
        var entity = await StoreAsync(RowSamples.All["limits, full"]);
        entity["DocumentJson"] = ((string)entity["DocumentJson"]).Replace("\"Policy\"", "\"NewLimitNanoUsd\":1,\"Policy\"", StringComparison.Ordinal);
        await Table().UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await azurite.Rows.Accounts.GetAsync(entity.PartitionKey, entity.RowKey, CancellationToken.None));
    }

    [Fact]
    public async Task Get_DocumentOfAnOlderVersion_HasTheDefaultsOfWhatItLacks()
    {
        var entity = await StoreAsync(RowSamples.All["limits, full"]);
        entity["DocumentJson"] = """{"DailyLimitNanoUsd":5,"Teams":{"search":{}},"OnPressure":{}}""";
        await Table().UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);

        var stored = await azurite.Rows.Accounts.GetAsync(entity.PartitionKey, entity.RowKey, CancellationToken.None);

        var document = ((LimitsRow)stored!.Row).Document;
        var expected = new TenantDocument { DailyLimitNanoUsd = 5, Teams = new Dictionary<string, TeamRules> { ["search"] = new() } };
        Assert.Equal(TenantDocumentWriter.ToJson(expected), TenantDocumentWriter.ToJson(document));
    }

    private TableClient Table() => new(azurite.ConnectionString, "genopsaccounts");

    private async Task<TableEntity> StoreAsync(Row row)
    {
        var partition = TestNames.Next();
        await azurite.Rows.Accounts.CommitAsync(partition, [RowChange.Insert(row)], CancellationToken.None);
        return await Table().GetEntityAsync<TableEntity>(partition, row.RowKey);
    }
}
