using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Application.Storage;
using GenOps.Core.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GenOps.Functions.Files;

/// <summary>The body of an upload: far larger than any other request's.</summary>
internal static class UploadBody
{
    private const long MaxBytes = FileLimits.MaxBytes + FileLimits.MaxFormOverheadBytes;

    /// <summary>Raises the server's limit for this request alone; false when the client announces more than any file may have.</summary>
    public static bool TryAllow(HttpRequest request)
    {
        if (request.ContentLength > MaxBytes)
        {
            return false;
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        return true;
    }

    /// <summary>Stores the content of a file; tells what is wrong with it.</summary>
    public static async Task<CallError?> WriteAsync(FileUpload upload, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = new ClientStream(body);
            return await upload.WriteAsync(content, cancellationToken) == 0 ? FileErrors.Empty : null;
        }
        catch (BrokenUploadException exception)
        {
            return exception.IsTooLarge ? FileErrors.TooLarge : FileErrors.BrokenForm;
        }
        catch (BlobStoreException exception) when (exception.Kind is BlobStoreFault.TooLarge)
        {
            return FileErrors.TooLarge;
        }
    }
}
