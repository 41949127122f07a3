using System.Text;
using GenOps.Adapters.Memory;
using GenOps.Application.Batches;
using GenOps.Application.Batches.Output;
using GenOps.Application.Batches.Validation;
using GenOps.Application.Files;
using GenOps.Application.Pricing;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Batches;

/// <summary>One tenant with one batch and its input file, in memory.</summary>
internal sealed class BatchWorld
{
    public const string Tenant = "acme";
    public const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    private readonly TenantDocument _document;

    public BatchWorld(TenantDocument? document = null, IBlobStore? blobs = null)
    {
        _document = document ?? new TenantDocument();
        Blobs = blobs ?? new MemoryBlobStore();
        Stores = new MemoryRowStores(Time);
        Book = new BatchBook(Stores);
        Files = new FileDirectory(Stores, Blobs, Time);
        Validation = new BatchValidation(Book, Files, Stores, Blobs, new PriceBook(Stores, Time), Time);
        Output = new BatchOutput(Book, Stores, Blobs, Time);
        InputFileId = FileIds.Prefix + Ulid.NewUlid(Time.GetUtcNow());
        BatchId = BatchIds.Of(Ulid.NewUlid(Time.GetUtcNow()).ToString());
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public MemoryRowStores Stores { get; }

    public IBlobStore Blobs { get; }

    public BatchBook Book { get; }

    public FileDirectory Files { get; }

    public BatchValidation Validation { get; }

    public BatchOutput Output { get; }

    public string InputFileId { get; }

    public string BatchId { get; }

    /// <summary>A line of OpenAI's form.</summary>
    public static string Line(string customId, string prompt = "Hi", string extra = "") =>
        $$"""{"custom_id": "{{customId}}", "method": "POST", "url": "/v1/chat/completions", "body": {{Body(prompt, extra)}}}""";

    public static string Body(string prompt = "Hi", string extra = "") =>
        $$"""{"model": "{{Model}}", "max_tokens": 10, "messages": [{"role": "user", "content": "{{prompt}}"}]{{extra}}}""";

    /// <summary>Makes the tenant, the file and the batch, and validates it.</summary>
    public async Task<BatchValidated> ValidateAsync(string content, Func<BatchRow, BatchRow>? change = null)
    {
        await Blobs.PutAsync(FileRow.BlobOf(Tenant, InputFileId), Encoding.UTF8.GetBytes(content), CancellationToken.None);
        await SeedAsync(change);
        return await Validation.RunAsync(Tenant, BatchId, CancellationToken.None);
    }

    /// <summary>Makes the tenant, the file's row and the batch.</summary>
    public async Task SeedAsync(Func<BatchRow, BatchRow>? change = null)
    {
        var now = Time.GetUtcNow();
        var file = new FileRow
        {
            FileId = InputFileId, FileName = "in.jsonl", Purpose = FilePurpose.Batch, Attributes = Attribution.None, CreatedAt = now,
            ExpiresAt = now.AddDays(30), IsStored = true, Bytes = 1,
        };
        var batch = new BatchRow
        {
            BatchId = BatchId, Status = BatchStatus.Validating, Endpoint = InferenceEndpoint.ChatCompletions, InputFileId = InputFileId, WindowHours = 24,
            CreatedAt = now, ExpiresAt = now.AddDays(1), Attribution = new Attribution { Team = "search" }, KeyId = "k1", ChunkSize = 3, MaxConcurrency = 64,
            OnBudget = BudgetGonePolicy.Wait,
        };
        Row[] rows =
        [
            new HeadRow(1, 0), new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = _document },
            file, change?.Invoke(batch) ?? batch,
        ];
        Assert.True((await Stores.Accounts.CommitAsync(Tenant, [.. rows.Select(RowChange.Insert)], CancellationToken.None)).IsCommitted);
    }

    /// <summary>The lines of a chunk, or of another blob.</summary>
    public async Task<string[]> LinesAsync(string blob)
    {
        var content = await Blobs.GetAsync(blob, int.MaxValue, CancellationToken.None);
        return content is null ? [] : Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public Task<string[]> ChunkAsync(int chunk) => LinesAsync(BatchBlobs.Chunk(Tenant, BatchId, chunk));
}
