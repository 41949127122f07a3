namespace GenOps.Application.Alerts;

/// <summary>Sends a signed notice; null when the receiver took it, else why not in a few words without the address. Never throws but for cancellation.</summary>
public delegate Task<WebhookFault?> WebhookPost(WebhookNotice notice, CancellationToken cancellationToken);

/// <summary>A notice ready to be sent.</summary>
/// <param name="Address">The receiver.</param>
/// <param name="WebhookId">Names the notice; a repetition has the same.</param>
/// <param name="Timestamp">Unix seconds; signed.</param>
/// <param name="Signature">The value of <c>x-genops-signature</c>.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookNotice(Uri Address, string WebhookId, long Timestamp, string Signature, string Body);

/// <summary>Why a notice was not taken.</summary>
/// <param name="Reason">In a few words.</param>
/// <param name="IsFinal">Whether trying again is useless.</param>
public sealed record WebhookFault(string Reason, bool IsFinal);
