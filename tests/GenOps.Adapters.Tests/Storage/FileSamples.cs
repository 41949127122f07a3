using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Rows of files, with nothing optional and with everything.</summary>
internal static class FileSamples
{
    public static void AddTo(Dictionary<string, Row> samples, DateTimeOffset at, Attribution full)
    {
        samples["file, bare"] = new FileRow
        {
            FileId = "file-01JDRQ4V5K8T2M3N6P7R9S0A1B",
            FileName = "a",
            Purpose = FilePurpose.Batch,
            Attributes = Attribution.None,
            CreatedAt = at,
            ExpiresAt = at.AddDays(30),
        };
        samples["file, full"] = new FileRow
        {
            FileId = "file-7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            FileName = RowSamples.Hostile,
            Purpose = FilePurpose.BatchOutput,
            Bytes = long.MaxValue,
            Attributes = full,
            CreatedAt = at.AddTicks(1),
            ExpiresAt = at.AddDays(1),
            IsStored = true,
            UploadTokenHash = [.. Enumerable.Range(0, 32).Select(static value => (byte)(value * 7))],
        };
    }
}
