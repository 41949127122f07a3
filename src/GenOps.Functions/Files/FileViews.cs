using System.Text.Json.Nodes;
using GenOps.Application.Files;
using GenOps.Core.Files;

namespace GenOps.Functions.Files;

/// <summary>Files as the two providers' clients know them.</summary>
internal static class FileViews
{
    public static object Of(FileRow file, bool isTogether) => isTogether ? Together(file) : OpenAi(file);

    public static object Page(FilePage page, bool isTogether) => new
    {
        @object = "list",
        data = page.Files.Select(file => Of(file, isTogether)),
        has_more = page.HasMore,
        first_id = page.Files is [var first, ..] ? first.FileId : null,
        last_id = page.Files is [.., var last] ? last.FileId : null,
    };

    public static object Deleted(string id) => new { id, @object = "file", deleted = true };

    private static object OpenAi(FileRow file) => new
    {
        id = file.FileId,
        @object = "file",
        bytes = file.Bytes,
        created_at = file.CreatedAt.ToUnixTimeSeconds(),
        expires_at = file.ExpiresAt.ToUnixTimeSeconds(),
        filename = file.FileName,
        purpose = FilePurposes.NameOf(file.Purpose),
        status = "processed",
    };

    // Two of its names are not in lower case, which an object's properties would become.
    private static JsonObject Together(FileRow file) => new()
    {
        ["id"] = file.FileId,
        ["object"] = "file",
        ["bytes"] = file.Bytes,
        ["created_at"] = file.CreatedAt.ToUnixTimeSeconds(),
        ["expires_at"] = file.ExpiresAt.ToUnixTimeSeconds(),
        ["filename"] = file.FileName,
        ["purpose"] = FilePurposes.NameOf(file.Purpose),
        ["FileType"] = "jsonl",
        ["Processed"] = true,
        ["processing_status"] = "COMPLETED",
    };
}
