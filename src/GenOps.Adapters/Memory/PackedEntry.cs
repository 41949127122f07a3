using GenOps.Core.Ledger;

namespace GenOps.Adapters.Memory;

/// <summary>
/// A ledger entry as bytes. Nearly all that memory storage keeps are entries, and few of them are read: packed, one is a single object to the
/// garbage collector instead of five.
/// </summary>
internal static class PackedEntry
{
    private const long NoDay = -1;

    public static byte[] Pack(EntryRow row)
    {
        var bytes = new PackWriter(stackalloc byte[512]);
        bytes.Number(row.Day.DayNumber);
        bytes.Text(row.EntryId);
        bytes.Text(row.RequestId);
        bytes.Number(row.Attempt);
        bytes.Number((int)row.Kind);
        bytes.Number(row.At.UtcTicks);
        bytes.Text(row.Path);
        Pack(row.Attribution, ref bytes);
        bytes.Text(row.SessionId);
        bytes.Text(row.BatchId);
        bytes.Text(row.CustomId);
        bytes.Text(row.Model);
        bytes.Text(row.PriceVersion);
        bytes.Number(row.InputTokens);
        bytes.Number(row.CachedTokens);
        bytes.Number(row.OutputTokens);
        bytes.Number(row.ReasoningTokens);
        bytes.Number(row.OutputTokenBound);
        bytes.Number(row.CostNanoUsd);
        bytes.Number(row.HeldNanoUsd);
        bytes.Flag(row.Estimated);
        bytes.Flag(row.Overage);
        bytes.Number((int)row.Status);
        bytes.Number(row.ProviderMicroseconds);
        bytes.Number(row.OverheadMicroseconds);
        bytes.Number(row.ForDate?.DayNumber ?? NoDay);
        bytes.Text(row.Reason);
        return bytes.ToArray();
    }

    public static EntryRow Unpack(byte[] packed)
    {
        var bytes = new PackReader(packed);
        return new EntryRow
        {
            Day = DateOnly.FromDayNumber((int)bytes.Number()),
            EntryId = bytes.Text()!,
            RequestId = bytes.Text()!,
            Attempt = (int)bytes.Number(),
            Kind = (EntryKind)bytes.Number(),
            At = new DateTimeOffset(bytes.Number(), TimeSpan.Zero),
            Path = bytes.Text()!,
            Attribution = UnpackAttribution(ref bytes),
            SessionId = bytes.Text(),
            BatchId = bytes.Text(),
            CustomId = bytes.Text(),
            Model = bytes.Text(),
            PriceVersion = bytes.Text(),
            InputTokens = bytes.Number(),
            CachedTokens = bytes.Number(),
            OutputTokens = bytes.Number(),
            ReasoningTokens = bytes.Number(),
            OutputTokenBound = bytes.Number(),
            CostNanoUsd = bytes.Number(),
            HeldNanoUsd = bytes.Number(),
            Estimated = bytes.Flag(),
            Overage = bytes.Flag(),
            Status = (EntryStatus)bytes.Number(),
            ProviderMicroseconds = bytes.Number(),
            OverheadMicroseconds = bytes.Number(),
            ForDate = bytes.Number() is var day and not NoDay ? DateOnly.FromDayNumber((int)day) : null,
            Reason = bytes.Text(),
        };
    }

    private static void Pack(Attribution value, ref PackWriter bytes)
    {
        bytes.Text(value.Team);
        bytes.Text(value.Project);
        bytes.Text(value.Customer);
        bytes.Text(value.CostCenter);
        bytes.Text(value.Environment);
        bytes.Text(value.Feature);
        bytes.Text(value.User);
        bytes.Text(value.Tags);
    }

    private static Attribution UnpackAttribution(ref PackReader bytes) => new()
    {
        Team = bytes.Text(),
        Project = bytes.Text(),
        Customer = bytes.Text(),
        CostCenter = bytes.Text(),
        Environment = bytes.Text(),
        Feature = bytes.Text(),
        User = bytes.Text(),
        Tags = bytes.Text(),
    };
}
