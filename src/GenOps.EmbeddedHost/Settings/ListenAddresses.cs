using GenOps.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.Settings;

/// <summary>Where to listen: <c>ASPNETCORE_URLS</c>, several separated by semicolons.</summary>
internal static class ListenAddresses
{
    internal const string SettingName = "ASPNETCORE_URLS";
    private const string Default = "http://127.0.0.1:7071";

    internal static string[] Read(IConfiguration configuration)
    {
        var setting = configuration[SettingName];
        var addresses = (string.IsNullOrWhiteSpace(setting) ? Default : setting)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = addresses.Where(static address => !IsHttpAddress(address)).ToArray();
        return wrong.Length == 0
            ? addresses
            : throw new HostStartupException(
                [.. wrong.Select(static address =>
                    $"{SettingName}: '{address}' is not an address such as {Default}; https is for a proxy in front.")],
                null);
    }

    private static bool IsHttpAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address is { Scheme: "http", PathBase: "", IsUnixPipe: false, Port: >= 0 and <= 65535 };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
