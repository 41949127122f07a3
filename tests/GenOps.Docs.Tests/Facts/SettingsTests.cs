using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using GenOps.Adapters.Storage;
using GenOps.Application.Calls;
using GenOps.Docs.Tests.Documents;
using GenOps.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GenOps.Docs.Tests.Facts;

/// <summary>The tables of settings say what the option classes do.</summary>
public sealed partial class SettingsTests
{
    private const string Prefix = "GenOps__";

    // A setting that stands for itself, in no class.
    private const string LedgerStorage = Prefix + "LedgerStorage";

    private static readonly IReadOnlyDictionary<string, (Type Class, PropertyInfo Property)> Options =
        new[] { typeof(CallOptions).Assembly, typeof(StorageOptions).Assembly }
            .SelectMany(static assembly => assembly.GetTypes())
            .Select(static type => (type, Section: type.GetField("Section")?.GetRawConstantValue() as string))
            .Where(static found => found.Section is not null)
            .SelectMany(static found => found.type.GetProperties().Where(static property => property.CanWrite).Select(property =>
                (Name: $"{found.Section!.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}", Value: (found.type, property))))
            .ToDictionary(static found => found.Name, static found => found.Value, StringComparer.Ordinal);

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Rows =>
        from name in (string[])["README.md", "docs/settings.md"]
        from row in Document.Get(name).Table("setting")
        let setting = row[0].Trim('`')
        where setting.StartsWith(Prefix, StringComparison.Ordinal) && setting != LedgerStorage
        select new TheoryDataRow<string, string, string, string>(name, setting, row[1].Trim('`'), row[2]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Setting_OfATable_HasItsDefaultAndRange(string document, string setting, string shown, string meaning)
    {
        Assert.True(Options.TryGetValue(setting, out var option), $"{document} names {setting}, which is no option.");
        var value = option.Property.GetValue(Activator.CreateInstance(option.Class));
        if (value is not null)
        {
            Assert.Equal(Convert.ToString(value, CultureInfo.InvariantCulture)!.ToLowerInvariant(), shown);
        }

        if (Range().Match(meaning) is { Success: true } range && value is int)
        {
            var (least, most) = (Whole(range.Groups[1].Value), Whole(range.Groups[2].Value));
            Assert.Equal([true, true], new[] { least, most }.Select(number => IsTaken(option.Class, setting, number)));
            Assert.Equal([false, false], new[] { least - 1, most + 1 }.Select(number => IsTaken(option.Class, setting, number)));
        }
    }

    [Fact]
    public void Settings_EveryOption_IsDescribed()
    {
        var described = Document.Get("docs/settings.md").Table("setting").Select(static row => row[0].Trim('`')).ToHashSet();

        Assert.DoesNotContain(Options.Keys, name => !described.Contains(name));
    }

    // The app's own validators, over the app's own configuration.
    private static bool IsTaken(Type options, string setting, long value)
    {
        var builder = App.CreateBuilder([$"--{setting.Replace("__", ":", StringComparison.Ordinal)}={value.ToString(CultureInfo.InvariantCulture)}",
            "--GENOPS_STORAGE=tables", "--AzureWebJobsStorage=UseDevelopmentStorage=true", "--TOGETHER_API_KEY=simulated"]);
        using var services = builder.Services.BuildServiceProvider();
        try
        {
            return Read(services, options) is not null;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is OptionsValidationException)
        {
            return false;
        }
    }

    private static object? Read(ServiceProvider services, Type options)
    {
        var accessor = typeof(IOptions<>).MakeGenericType(options);
        return accessor.GetProperty(nameof(IOptions<object>.Value))!.GetValue(services.GetRequiredService(accessor));
    }

    private static long Whole(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d[\d,]*) to (\d[\d,]*)")]
    private static partial Regex Range();
}
