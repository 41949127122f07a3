using GenOps.Application.Batches.Output;
using GenOps.Core.Batches;

namespace GenOps.Application.Batches.Validation;

/// <summary>One pass over an input file: every line is checked, and written into its chunk as long as nothing was found wrong. Used once.</summary>
internal sealed class FileCheck(ItemPricer pricer, ChunkWriter chunks, string url)
{
    private readonly CustomIdSet _customIds = new();
    private readonly FaultNotes _notes = new();
    private int _items;

    public async Task<BatchValidated> RunAsync(Stream file, CancellationToken cancellationToken)
    {
        var lines = new LineReader(file, BatchItemLimits.MaxLineBytes);
        while (!_notes.IsFull && await lines.ReadAsync(cancellationToken))
        {
            if (IsBlank(lines))
            {
                continue;
            }

            if (_items == BatchLimits.MaxItems)
            {
                _notes.Add(new BatchError("too_many_lines", $"The file has more than {BatchLimits.MaxItems} lines. Split it."), lines.Number);
                break;
            }

            _items++;
            if (Check(lines, out var item) is { } fault)
            {
                _notes.Add(fault, lines.Number);
            }
            else if (!_notes.HasAny)
            {
                await chunks.AddAsync(item, cancellationToken);
            }
        }

        if (_items == 0)
        {
            _notes.Add(new BatchError("empty_file", "The file has no lines."), line: null);
        }

        return _notes.HasAny ? new BatchValidated { Errors = _notes.Faults } : await FinishAsync(cancellationToken);
    }

    private static bool IsBlank(LineReader lines) =>
        !lines.IsTooLong && (lines.Line.IsEmpty || lines.Line.Span.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0);

    private BatchError? Check(LineReader lines, out BatchItem item)
    {
        item = default;
        if (lines.IsTooLong)
        {
            return new BatchError("line_too_long", $"The line is over the limit of {BatchItemLimits.MaxLineBytes} bytes.");
        }

        if (BatchItemReader.Read(WithoutMark(lines), url, out item) is { } malformed)
        {
            return malformed;
        }

        return _customIds.Add(item.CustomId, lines.Number) is { } before
            ? new BatchError("duplicate_custom_id", $"The 'custom_id' stands in line {before} already; each must be unique in the file.", "custom_id")
            : pricer.Add(item.Body);
    }

    // Editors on Windows put a byte order mark before the first line.
    private static ReadOnlyMemory<byte> WithoutMark(LineReader lines) =>
        lines.Number == 1 && lines.Line.Span.StartsWith("\uFEFF"u8) ? lines.Line[3..] : lines.Line;

    private async Task<BatchValidated> FinishAsync(CancellationToken cancellationToken)
    {
        await chunks.FinishAsync(cancellationToken);
        var (expected, worst) = pricer.Total;
        return new BatchValidated { Items = _items, Chunks = chunks.Chunks, ExpectedNanoUsd = expected, WorstCaseNanoUsd = worst };
    }
}
