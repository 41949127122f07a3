using System.Collections.ObjectModel;
using GenOps.Application.Calls;
using GenOps.Core.Wire;
using Microsoft.Extensions.Primitives;

namespace GenOps.Functions.Inference;

/// <summary>Reads <c>x-genops-tags: a=b,c=d</c>.</summary>
internal static class TagsHeader
{
    public static IReadOnlyDictionary<string, string> Read(StringValues header, ref CallError? error)
    {
        if (header.Count == 0)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in header.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            var isRead = equals is > 0 and <= WireLimits.MaxMetadataNameLength
                && tag.Length - equals - 1 <= WireLimits.MaxMetadataValueLength
                && !tag.Any(char.IsControl)
                && tags.TryAdd(tag[..equals].Trim(), tag[(equals + 1)..].Trim())
                && tags.Count <= WireLimits.MaxMetadataNames;
            if (!isRead)
            {
                error ??= new CallError(ErrorCode.InvalidRequest,
                    $"Tags are name=value pairs joined by commas: at most {WireLimits.MaxMetadataNames}, each name once and of at most "
                    + $"{WireLimits.MaxMetadataNameLength} characters, values of at most {WireLimits.MaxMetadataValueLength}, all printable.")
                {
                    Param = "x-genops-tags",
                };
                break;
            }
        }

        return tags;
    }
}
