namespace GenOps.Core.Tenants.Documents;

/// <summary>Collects everything that is wrong with a document.</summary>
internal sealed class FaultList
{
    private readonly List<DocumentFault> _faults = [];

    public IReadOnlyList<DocumentFault> All => _faults;

    public void Add(string path, string message)
    {
        if (_faults.Count < DocumentLimits.MaxFaults)
        {
            _faults.Add(new DocumentFault(path, message));
        }
    }
}
