using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;
using GenOps.EmbeddedHost.Hosting;

namespace GenOps.EmbeddedHost.Timers;

/// <summary>When a timer is due, in UTC: by a six-field cron expression or a fixed interval.</summary>
internal sealed partial class TimerSchedule
{
    private readonly CronExpression? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CronExpression? cron, TimeSpan interval)
    {
        _cron = cron;
        _interval = interval;
    }

    /// <exception cref="HostStartupException">It is neither of the two forms, or never due.</exception>
    internal static TimerSchedule Parse(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
        {
            return interval > TimeSpan.Zero
                ? new TimerSchedule(null, interval)
                : throw new HostStartupException($"schedule '{text}' must be positive.");
        }

        // Cronos also knows '?', 'L', 'W', '#', macros and Sunday as 7; the genuine host's parser does not.
        if (!SixPlainFields.IsMatch(text) || !CronExpression.TryParse(text, CronFormat.IncludeSeconds, out var cron))
        {
            throw new HostStartupException($"schedule '{text}' is neither a six-field cron expression (seconds first) nor a time span.");
        }

        return new TimerSchedule(cron, TimeSpan.Zero);
    }

    /// <summary>The first time after <paramref name="instant"/>, or null when there is none, as on 30 February.</summary>
    internal DateTimeOffset? NextAfter(DateTimeOffset instant) =>
        _cron is null ? instant + _interval : _cron.GetNextOccurrence(instant, TimeZoneInfo.Utc);

    [GeneratedRegex(
        "^(?:[0-9*,/-]+ +){4}(?:[0-9*,/-]+|[A-Za-z,-]+) +(?:(?:[0-6*,-]|/[0-9])+|[A-Za-z,-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SixPlainFields { get; }
}
