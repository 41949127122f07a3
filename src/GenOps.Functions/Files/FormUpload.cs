using System.Globalization;
using System.Text;
using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace GenOps.Functions.Files;

/// <summary>
/// An upload as OpenAI's client sends it: a form with the file as one of its parts, before or after the others. Used once.
/// </summary>
internal sealed class FormUpload(FileDirectory files, MultipartReader form, string tenant, Attribution attributes) : IAsyncDisposable
{
    private const int MaxParts = 16;
    private const int MaxValueBytes = 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private FileUpload? _upload;

    /// <summary>Takes the whole form; exactly one of the two comes back.</summary>
    public async Task<(FileRow? File, CallError? Error)> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var parts = 0;
            while (await form.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                parts++;
                if (parts > MaxParts)
                {
                    return (null, FileErrors.BrokenForm);
                }

                if (await TakeAsync(part, cancellationToken) is { } wrong)
                {
                    return (null, wrong);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return (null, FileErrors.BrokenForm);
        }

        return await CompleteAsync();
    }

    /// <summary>Leaves nothing behind of a form that was refused.</summary>
    public ValueTask DisposeAsync() => _upload?.DisposeAsync() ?? default;

    private async Task<CallError?> TakeAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var header))
        {
            return FileErrors.BrokenForm;
        }

        var name = HeaderUtilities.RemoveQuotes(header.Name).ToString();
        if (header.IsFileDisposition())
        {
            return name != "file" || _upload is not null ? FileErrors.BrokenForm : await TakeFileAsync(header, part.Body, cancellationToken);
        }

        var buffer = new byte[MaxValueBytes + 1];
        var length = await part.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxValueBytes || !_values.TryAdd(name, Encoding.UTF8.GetString(buffer, 0, length)) ? FileErrors.BrokenForm : null;
    }

    private async Task<CallError?> TakeFileAsync(ContentDispositionHeaderValue header, Stream body, CancellationToken cancellationToken)
    {
        if (_values.ContainsKey("purpose") && !FilePurposes.IsInput(Purpose))
        {
            return FileErrors.Purpose;
        }

        var name = HeaderUtilities.RemoveQuotes(header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).ToString();
        _upload = await files.BeginAsync(new NewFile(tenant, name, FilePurpose.Batch, attributes), cancellationToken);
        return await UploadBody.WriteAsync(_upload, body, cancellationToken);
    }

    private async Task<(FileRow? File, CallError? Error)> CompleteAsync()
    {
        if (!FilePurposes.IsInput(Purpose))
        {
            return (null, FileErrors.Purpose);
        }

        if (_upload is null)
        {
            return (null, FileErrors.Missing);
        }

        return Lifetime() is { } seconds ? (await _upload.CompleteAsync(Purpose!.Value, seconds), null) : (null, FileErrors.Lifetime);
    }

    private FilePurpose? Purpose => FilePurposes.Find(_values.GetValueOrDefault("purpose"));

    private int? Lifetime()
    {
        var anchor = _values.GetValueOrDefault("expires_after[anchor]");
        var text = _values.GetValueOrDefault("expires_after[seconds]");
        if (anchor is null && text is null)
        {
            return FileLimits.DefaultLifetimeSeconds;
        }

        return anchor == "created_at"
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= FileLimits.MinLifetimeSeconds and <= FileLimits.DefaultLifetimeSeconds
                ? seconds
                : null;
    }
}
