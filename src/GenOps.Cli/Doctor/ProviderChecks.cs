using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Cli.Up;
using GenOps.Core.Pricing;
using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Doctor;

/// <summary>Whether the provider answers and takes the key. Listing models is free; nothing else is asked unless a paid call is wanted.</summary>
internal sealed class ProviderChecks(IConfiguration settings, PriceCatalogue catalogue, TimeProvider time)
{
    private const string Name = "provider";
    private const string DefaultAddress = "https://api.together.xyz/v1";
    private const int MaxAnswerBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<Check>> RunAsync(bool isPaid, CancellationToken cancellationToken)
    {
        var address = settings[ProviderChoice.AddressKey] is { Length: > 0 } given ? given : DefaultAddress;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var root))
        {
            return [];
        }

        var key = settings[ProviderChoice.KeyKey] is SettingChecks.NoKey ? null : settings[ProviderChoice.KeyKey];
        if (string.IsNullOrWhiteSpace(key) && !root.IsLoopback)
        {
            const string Without = "'genops up' lets a simulator answer, the app alone does not start";
            return [Check.Warn(Name, $"no {ProviderChoice.KeyKey}: {Without}", $"Set {ProviderChoice.KeyKey}.")];
        }

        using var client = Client(root, key);
        var checks = new List<Check>();
        try
        {
            using var answer = await client.GetAsync("models", cancellationToken);
            checks.Add(Judge(answer.StatusCode, root));
            if (answer.IsSuccessStatusCode)
            {
                var listed = ProviderModel.ReadAll(JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken)));
                var inForce = catalogue.InForce(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
                checks.AddRange(PriceChecks.Run(listed, inForce));
                checks.AddRange(isPaid ? [await PayAsync(client, listed, inForce, cancellationToken)] : []);
            }
        }
        catch (Exception exception) when (
            exception is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var why = exception is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : exception.Message;
            checks.Add(Check.Fail(Name, $"{root.Host}: {why}", $"Check {ProviderChoice.AddressKey}, the network and a proxy."));
        }

        return checks;
    }

    private static Check Judge(HttpStatusCode status, Uri root) => status switch
    {
        HttpStatusCode.OK => Check.Ok(Name, $"{root.Host} takes the key"),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            Check.Fail(Name, $"{root.Host} refuses the key ({(int)status})", $"Set a valid {ProviderChoice.KeyKey}."),
        _ => Check.Fail(Name, $"{root.Host} answers {(int)status} to the list of models", $"Check {ProviderChoice.AddressKey}; if it is right, try later."),
    };

    private static async Task<Check> PayAsync(
        HttpClient client, IReadOnlyList<ProviderModel> listed, IReadOnlyList<ModelPrice> inForce, CancellationToken cancellationToken)
    {
        const string Paid = "paid call";
        var names = listed.Select(static model => model.Name).ToHashSet(StringComparer.Ordinal);
        var cheapest = inForce.Where(price => names.Contains(price.Model)).MinBy(static price => price.InputNanoUsdPerMillion + price.OutputNanoUsdPerMillion);
        if (cheapest is null)
        {
            return Check.Warn(Paid, "not made: no listed model has a price");
        }

        var body = new { model = cheapest.Model, max_tokens = 1, messages = new[] { new { role = "user", content = "Hi" } } };
        using var answer = await client.PostAsJsonAsync("chat/completions", body, cancellationToken);
        return answer.IsSuccessStatusCode
            ? Check.Ok(Paid, $"{cheapest.Model} answered one token; it is not in the ledger")
            : Check.Fail(Paid, $"{cheapest.Model} answered {(int)answer.StatusCode}", "Check the account's balance and the key's access to the model.");
    }

    private static HttpClient Client(Uri root, string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !root.IsLoopback })
        {
            BaseAddress = root, Timeout = Patience, MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        client.DefaultRequestHeaders.Authorization = string.IsNullOrWhiteSpace(key) ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
