using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GenOps.EmbeddedHost.DurableTask.Messages;

/// <summary>Ids that order messages: by time for those from outside, by number for those of one execution.</summary>
internal sealed class MessageIds(TimeProvider time)
{
    private readonly string _process = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private long _last;

    /// <summary>Greater than all this process made before.</summary>
    internal string Next()
    {
        var now = time.GetUtcNow().UtcTicks;
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        return string.Create(CultureInfo.InvariantCulture, $"{next:x16}-{_process}");
    }

    internal string NewExecutionId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>A sub-orchestration's execution, the same however often its parent's turn is planned.</summary>
    internal static string ChildExecutionId(string executionId, int taskId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OfAction(executionId, taskId))))[..32];

    /// <summary>The outbox or timer row of an orchestration's action.</summary>
    internal static string OfAction(string executionId, int taskId) =>
        string.Create(CultureInfo.InvariantCulture, $"{executionId}-{taskId:x8}");

    /// <summary>What an instance sends by itself, as an answer or from an entity.</summary>
    internal static string OfTurn(string executionId, long version, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{executionId}-v{version:x12}-{index:x4}");
}
