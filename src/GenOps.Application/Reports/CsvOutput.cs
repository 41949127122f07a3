using CsvHelper;

namespace GenOps.Application.Reports;

/// <summary>CSV that a spreadsheet shows as text and numbers and never runs as a formula.</summary>
internal static class CsvOutput
{
    private const byte NanoDecimals = 9;

    // Text that starts like a formula gets an apostrophe in front, as spreadsheets mark text themselves; numbers stay numbers.
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    /// <summary>A writer of RFC 4180 in UTF-8 that leaves the stream open.</summary>
    public static CsvWriter Writer(Stream output) => CsvWriter.Create(output, Options, leaveOpen: true);

    /// <summary>An amount in dollars with nine decimals. The decimal is made of the nano-dollars as they are, without arithmetic.</summary>
    public static decimal Usd(long nanoUsd)
    {
        var magnitude = (UInt128)Int128.Abs(nanoUsd);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, nanoUsd < 0, NanoDecimals);
    }
}
