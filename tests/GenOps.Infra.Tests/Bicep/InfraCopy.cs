namespace GenOps.Infra.Tests.Bicep;

/// <summary>A copy of the Bicep files in a temporary folder, to deploy with many choices of options, or to spoil first.</summary>
internal sealed class InfraCopy : IDisposable
{
    private readonly BicepServer _bicep;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genops-infra-");
    private bool _compiled;
    private int _deployments;

    public InfraCopy(BicepServer bicep)
    {
        _bicep = bicep;
        foreach (var source in Directory.EnumerateFiles(Repository.Infra, "*", SearchOption.AllDirectories))
        {
            var target = PathOf(Path.GetRelativePath(Repository.Infra, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        // Which cloud it is, only a deployment knows; here it is the public one, so that names can be compared whole.
        Replace("modules/network.bicep", "${environment().suffixes.storage}", "core.windows.net");
        Replace("modules/app.bicep", "${environment().suffixes.keyvaultDns}", ".vault.azure.net");
    }

    public string PathOf(string relativePath) => Path.Combine(_folder.FullName, relativePath);

    public string Write(string relativePath, string text)
    {
        var path = PathOf(relativePath);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Replaces text that must be there, so that spoiling can't silently do nothing.</summary>
    public void Replace(string relativePath, string oldText, string newText)
    {
        var text = File.ReadAllText(PathOf(relativePath));
        Assert.Contains(oldText, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf(relativePath), text.Replace(oldText, newText, StringComparison.Ordinal));
    }

    /// <summary>The predicted deployment. The template is compiled once, most of the work; later changes to the files don't count.</summary>
    public async Task<Snapshot> DeployAsync(DeploymentOptions options)
    {
        if (!_compiled)
        {
            var compilation = await _bicep.CompileAsync(PathOf("main.bicep"));
            Write("main.json", compilation.Template);
            _compiled = true;
        }

        return await _bicep.SnapshotAsync(Write($"deployment{++_deployments}.bicepparam", options.ToParameters("main.json")));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
