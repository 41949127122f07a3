using GenOps.Application.Settings;
using Microsoft.Extensions.Configuration;

namespace GenOps.Adapters.Together;

/// <summary>Where the provider is and the key it wants. Its text never shows the key.</summary>
internal sealed class TogetherConnection
{
    public const string KeyKey = "TOGETHER_API_KEY";

    public const string AddressKey = "TOGETHER_BASE_URL";

    private const string DefaultAddress = "https://api.together.xyz/v1";

    private TogetherConnection(Uri address, string? apiKey)
    {
        Address = address;
        ApiKey = apiKey;
    }

    /// <summary>The base of all routes; ends with a slash.</summary>
    public Uri Address { get; }

    /// <summary>Null when there is none, which only a provider on this machine may do with.</summary>
    public string? ApiKey { get; }

    /// <summary>Reads both settings; what is wrong goes to <paramref name="faults"/> and makes the result null.</summary>
    public static TogetherConnection? Read(IConfiguration configuration, ICollection<string> faults)
    {
        var before = faults.Count;
        var address = ReadAddress(configuration[AddressKey], faults);
        var apiKey = ReadKey(configuration[KeyKey], isNeeded: address is { IsLoopback: false }, faults);
        return faults.Count == before ? new TogetherConnection(address!, apiKey) : null;
    }

    /// <summary>Whether a text quotes the key.</summary>
    public bool IsQuotedIn(string text) => ApiKey is not null && text.Contains(ApiKey, StringComparison.OrdinalIgnoreCase);

    private static Uri? ReadAddress(string? text, ICollection<string> faults)
    {
        text = string.IsNullOrWhiteSpace(text) ? DefaultAddress : text.Trim();
        if (!Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address is not { UserInfo: "", Query: "", Fragment: "" })
        {
            faults.Add($"{AddressKey} is not an address such as {DefaultAddress}, without user, query and fragment.");
            return null;
        }

        // Over plain HTTP the key and every prompt could be read on the way.
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            faults.Add($"{AddressKey} is http to another machine; it must be https.");
            return null;
        }

        return address;
    }

    private static string? ReadKey(string? text, bool isNeeded, ICollection<string> faults)
    {
        var key = text?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            if (isNeeded)
            {
                faults.Add($"{KeyKey} is missing; only a {AddressKey} on this machine goes without.");
            }

            return null;
        }

        if (VaultReference.FaultOf(KeyKey, key) is { } fault)
        {
            faults.Add(fault);
            return null;
        }

        // Anything else could not stand in a header, and the error of trying would quote it.
        if (!key.All(character => character is > ' ' and <= '~'))
        {
            faults.Add($"{KeyKey} has spaces or characters in it that no key has.");
            return null;
        }

        return key;
    }
}
