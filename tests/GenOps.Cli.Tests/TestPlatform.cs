using System.Runtime.Versioning;

// File modes and signals are what is tested here; Windows has neither.
[assembly: UnsupportedOSPlatform("windows")]
