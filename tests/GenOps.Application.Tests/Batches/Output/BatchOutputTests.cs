using System.Text;
using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Batches.Output;
using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Reports;

namespace GenOps.Application.Tests.Batches.Output;

public sealed class BatchOutputTests
{
    private readonly BatchWorld _world = new();

    [Fact]
    public async Task Write_ResultsOfChunks_BecomeBothFilesInInputOrder()
    {
        await SeedAsync("++-", "-+", "+");

        var files = await _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal(["0-0", "0-1", "1-1", "2-0"], await CustomIdsAsync(files.OutputFileId));
        Assert.Equal(["0-2", "1-0"], await CustomIdsAsync(files.ErrorFileId));
        var row = await FindAsync(files.OutputFileId);
        Assert.Equal((FilePurpose.BatchOutput, $"{_world.BatchId}_output.jsonl", "search"), (row.Purpose, row.FileName, row.Attributes.Team));
        Assert.Equal(_world.Time.GetUtcNow().AddDays(30), row.ExpiresAt);
        var content = await _world.Blobs.GetAsync(FileRow.BlobOf(BatchWorld.Tenant, row.FileId), int.MaxValue, CancellationToken.None);
        Assert.Equal((content!.Length, (byte)'\n'), (row.Bytes, content[^1]));
    }

    [Theory]
    [InlineData("++", true, false)]
    [InlineData("--", false, true)]
    public async Task Write_NoLineForAFile_MakesNoFile(string results, bool hasOutput, bool hasErrors)
    {
        await SeedAsync(results);

        var files = await _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal((hasOutput, hasErrors), (files.OutputFileId is not null, files.ErrorFileId is not null));
        var page = await _world.Files.ListAsync(BatchWorld.Tenant, new(Pins.None, 10) { Purpose = FilePurpose.BatchOutput }, CancellationToken.None);
        Assert.Equal(files.OutputFileId ?? files.ErrorFileId, Assert.Single(page.Files).FileId);
    }

    [Fact]
    public async Task Write_Again_IsTheSameFiles()
    {
        await SeedAsync("+-", "-+");
        var first = await _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);
        var before = (await FindAsync(first.OutputFileId), await CustomIdsAsync(first.OutputFileId), await CustomIdsAsync(first.ErrorFileId));
        _world.Time.Advance(TimeSpan.FromHours(1));

        var second = await _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal(first, second);
        Assert.NotEqual(first.OutputFileId, first.ErrorFileId);
        Assert.Equal(before.Item1, await FindAsync(second.OutputFileId));
        Assert.Equal(before.Item2, await CustomIdsAsync(second.OutputFileId));
        Assert.Equal(before.Item3, await CustomIdsAsync(second.ErrorFileId));
    }

    [Fact]
    public async Task Write_CutOffAnywhere_IsTheSameFilesInTheEnd()
    {
        for (var cut = 1; ; cut++)
        {
            var world = new BatchWorld();
            var cutOff = new BatchOutput(world.Book, world.Stores, new CutOffBlobs(world.Blobs, cut), world.Time);
            await SeedAsync(world, "+-", "+");
            var wasCut = false;
            try
            {
                await cutOff.WriteAsync(BatchWorld.Tenant, world.BatchId, CancellationToken.None);
            }
            catch (BlobStoreException)
            {
                wasCut = true;
            }

            var files = await world.Output.WriteAsync(BatchWorld.Tenant, world.BatchId, CancellationToken.None);

            Assert.Equal(["0-0", "1-0"], await CustomIdsAsync(world, files.OutputFileId));
            Assert.Equal(["0-1"], await CustomIdsAsync(world, files.ErrorFileId));
            if (!wasCut)
            {
                Assert.True(cut > 2);
                return;
            }
        }
    }

    [Fact]
    public async Task Write_ManyBlocks_StayInOrder()
    {
        var answer = new string('x', 1024 * 1024);
        await SeedAsync("");
        for (var chunk = 0; chunk < 3; chunk++)
        {
            var lines = string.Concat(Enumerable.Range(0, 4).Select(item => Line('+', chunk, item, answer)));
            await _world.Blobs.PutAsync(BatchBlobs.Results(BatchWorld.Tenant, _world.BatchId, chunk), Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        }

        await _world.Book.ChangeAsync(new BatchKey(BatchWorld.Tenant, _world.BatchId), static batch => batch with { ChunksTotal = 3 }, CancellationToken.None);
        var files = await _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None);

        Assert.Equal(
            Enumerable.Range(0, 12).Select(static number => $"{number / 4}-{number % 4}"), await CustomIdsAsync(files.OutputFileId));
    }

    [Fact]
    public async Task Write_ResultsMissing_LosesNoLineInSilence()
    {
        await SeedAsync("+", "+");
        await _world.Blobs.DeleteAsync(BatchBlobs.Results(BatchWorld.Tenant, _world.BatchId, 1), CancellationToken.None);

        await Assert.ThrowsAsync<InvalidDataException>(() => _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None));
    }

    [Fact]
    public async Task Write_ResultNotReadable_IsRefused()
    {
        await SeedAsync("+");
        await _world.Blobs.PutAsync(BatchBlobs.Results(BatchWorld.Tenant, _world.BatchId, 0), "{}\n"u8.ToArray(), CancellationToken.None);

        await Assert.ThrowsAsync<InvalidDataException>(() => _world.Output.WriteAsync(BatchWorld.Tenant, _world.BatchId, CancellationToken.None));
    }

    private static string Line(char flag, int chunk, int item, string answer = "") => $$"""{{flag}}{"custom_id":"{{chunk}}-{{item}}","response":"{{answer}}"}""" + "\n";

    private Task SeedAsync(params string[] chunks) => SeedAsync(_world, chunks);

    private static async Task SeedAsync(BatchWorld world, params string[] chunks)
    {
        await world.SeedAsync(batch => batch with { ChunksTotal = chunks.Length });
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            var lines = string.Concat(chunks[chunk].Select((flag, item) => Line(flag, chunk, item)));
            await world.Blobs.PutAsync(BatchBlobs.Results(BatchWorld.Tenant, world.BatchId, chunk), Encoding.UTF8.GetBytes(lines), CancellationToken.None);
        }
    }

    private async Task<FileRow> FindAsync(string? fileId) =>
        (await _world.Files.FindAsync(BatchWorld.Tenant, fileId!, Pins.None, CancellationToken.None))!;

    private Task<string[]> CustomIdsAsync(string? fileId) => CustomIdsAsync(_world, fileId);

    private static async Task<string[]> CustomIdsAsync(BatchWorld world, string? fileId) =>
        [.. (await world.LinesAsync(FileRow.BlobOf(BatchWorld.Tenant, fileId!))).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()!)];
}
