using GenOps.Core.Batches;

namespace GenOps.Application.Tests.Batches.Validation;

public sealed class LargeFileTests
{
    private const int Slack = 6 * 1024 * 1024;

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Run_TenThousandLines_AreNeverInMemoryTogether(int chunkSize)
    {
        const int Lines = 10_000;
        var blobs = new GeneratedFile(number => number <= Lines ? BatchWorld.Line($"line-{number}", new string('x', 20_000)) : null);
        var world = new BatchWorld(blobs: blobs);
        await world.SeedAsync(batch => batch with { ChunkSize = chunkSize });

        var validated = await world.Validation.RunAsync(BatchWorld.Tenant, world.BatchId, CancellationToken.None);

        Assert.Empty(validated.Errors);
        Assert.Equal((Lines, Lines / chunkSize), (validated.Items, validated.Chunks));
        Assert.InRange(blobs.LargestPiece, 1, Slack);
        Assert.InRange(blobs.MostUnwritten, 1, Slack);
        Assert.InRange(blobs.Written, Lines * 20_000L, long.MaxValue);
    }

    [Fact]
    public async Task Run_OneLineTooMany_IsRefused()
    {
        var blobs = new GeneratedFile(static number => number <= BatchLimits.MaxItems + 10 ? BatchWorld.Line($"{number}") : null);
        var world = new BatchWorld(blobs: blobs);
        await world.SeedAsync(static batch => batch with { ChunkSize = 500 });

        var validated = await world.Validation.RunAsync(BatchWorld.Tenant, world.BatchId, CancellationToken.None);

        var fault = Assert.Single(validated.Errors);
        Assert.Equal(("too_many_lines", (int?)(BatchLimits.MaxItems + 1)), (fault.Code, fault.Line));
    }

    [Fact]
    public async Task Run_MostLinesThatMayBe_AreTaken()
    {
        var blobs = new GeneratedFile(static number => number <= BatchLimits.MaxItems ? BatchWorld.Line($"{number}") : null);
        var world = new BatchWorld(blobs: blobs);
        await world.SeedAsync(static batch => batch with { ChunkSize = 500 });

        var validated = await world.Validation.RunAsync(BatchWorld.Tenant, world.BatchId, CancellationToken.None);

        Assert.Equal((BatchLimits.MaxItems, 100), (validated.Items, validated.Chunks));
    }
}
