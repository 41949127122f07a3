using GenOps.Adapters.Tests.Storage;

namespace GenOps.Adapters.Tests.Blobs;

public sealed class AzureBlobTests(AzuriteFixture azurite) : BlobContract(azurite.Blobs);
