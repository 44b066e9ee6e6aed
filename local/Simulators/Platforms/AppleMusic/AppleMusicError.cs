using System.Globalization;

namespace Simulators.Platforms.AppleMusic;

/// <summary>Refusals of Apple Music's API. A developer token that is not taken gets no body at all.</summary>
internal static class AppleMusicError
{
    public static (int Status, object Body) Of(int status) => status == 401 ? (401, "") : (status, new
    {
        errors = new[]
        {
            new
            {
                id = "SIMULATED7Q",
                title = TitleOf(status),
                detail = "See the status",
                status = status.ToString(CultureInfo.InvariantCulture),
                code = string.Create(CultureInfo.InvariantCulture, $"{status}00"),
            },
        },
    });

    private static string TitleOf(int status) => status switch
    {
        400 => "Invalid Parameter Value",
        403 => "Forbidden",
        404 => "Resource Not Found",
        429 => "Too Many Requests",
        _ => "Internal Service Error",
    };
}
