using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Files;

/// <summary>Files for batches, in the shapes of OpenAI and Together.</summary>
public sealed class FilesFunctions(FilesHandler handler, UploadsHandler uploads)
{
    /// <summary>Uploads one, or makes an address to upload it to.</summary>
    [Function("UploadFile")]
    public Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/files")] HttpRequest request, CancellationToken cancellationToken) =>
        uploads.UploadAsync(request, cancellationToken);

    /// <summary>Takes the content at such an address; the address is the key.</summary>
    [Function("UploadFileContent")]
    public Task<IResult> UploadContentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/files/{id}/upload")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        uploads.UploadContentAsync(request, id, cancellationToken);

    /// <summary>Lists them.</summary>
    [Function("ListFiles")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/files")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);

    /// <summary>One of them.</summary>
    [Function("GetFile")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/files/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, id, cancellationToken);

    /// <summary>Its content.</summary>
    [Function("GetFileContent")]
    public Task<IResult> GetContentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/files/{id}/content")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.GetContentAsync(request, id, cancellationToken);

    /// <summary>Deletes one.</summary>
    [Function("DeleteFile")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "v1/files/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.DeleteAsync(request, id, cancellationToken);
}
