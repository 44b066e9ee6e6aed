namespace Simulators.BrightData.Jobs;

/// <summary>What the provider knows of one dataset.</summary>
/// <param name="Id">For example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
/// <param name="Hosts">Hosts that its URLs may have, with their subdomains; empty allows every host.</param>
/// <param name="Modes">Values of <c>discover_by</c>.</param>
/// <param name="Fields">Input fields besides those named in <c>custom_input_fields</c>; empty allows every field.</param>
/// <param name="FileName">File in the data folder.</param>
internal sealed record Dataset(string Id, string[] Hosts, string[] Modes, string[] Fields, string FileName);
