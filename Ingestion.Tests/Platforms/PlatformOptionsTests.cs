using System.Globalization;
using System.Reflection;
using Ingestion.Core.Platforms;
using Ingestion.Core.Registration;
using Ingestion.Tests.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Platforms;

/// <summary>The options of each platform: their defaults, how they are bound, and how their faults are told.</summary>
[Trait("Category", "Unit")]
public sealed class PlatformOptionsTests
{
    private const string TenCharacters = "must match ^[A-Z0-9]{10}$";
    private const string UpToAMillion = "must be between 1 and 1000000";

    /// <summary>Section, setting, default, another good value, a bad value, what is said of it.</summary>
    private static readonly (string Section, string Name, string Default, string Good, string? Bad, string? Fault)[] Settings =
    [
        ("AppleMusic", "TeamId", "", "TEAM123456", "team", TenCharacters),
        ("AppleMusic", "KeyId", "", "KEY1234567", "key", TenCharacters),
        ("AppleMusic", "PrivateKeyFile", "", "/keys/a.p8", null, null),
        ("AppleMusic", "TokenLife", "12:00:00", "01:00:00", "00:09:59", "must be between 00:10:00 and 182.14:30:00"),
        ("AppleMusic", "Storefront", "us", "de", "USA", "must match ^[a-z]{2}$"),
        .. App("Facebook"),
        .. Meta("Facebook"),
        .. App("Instagram"),
        .. Meta("Instagram"),
        .. App("LinkedIn"),
        ("LinkedIn", "ApiVersion", "202607", "202611", "2026-07", "must match ^20[0-9]{2}(0[1-9]|1[0-2])$"),
        ("LinkedIn", "DailyCallsPerApplication", "", "500", "0", "must be between 1 and 100000000"),
        ("LinkedIn", "DailyCallsPerMember", "", "100", "few", "must be a whole number"),
        .. App("Spotify"),
        ("Spotify", "HasExtendedQuota", "False", "True", "perhaps", "must be true or false"),
        ("Spotify", "Market", "US", "DE", "us", "must match ^[A-Z]{2}$"),
        .. App("TikTok"),
        ("TikTok", "CallsPerMinute", "600", "100", "0", UpToAMillion),
        .. App("X"),
        ("X", "UserLookupsPerUser", "75", "10", "0", UpToAMillion),
        ("X", "TimelinesPerUser", "900", "10", "1000001", UpToAMillion),
        ("X", "TimelinesPerApplication", "10000", "10", "many", "must be a whole number"),
        ("X", "OtherCallsPerUser", "75", "10", "-1", UpToAMillion),
        ("X", "MonthlyPostReads", "3000000", "2000000", "1.5", "must be a whole number"),
        ("X", "BillingCycleDay", "1", "15", "29", "must be between 1 and 28"),
        ("X", "PostPriceUsd", "0.005", "0.004", "2", "must be between 0 and 1"),
        ("X", "UserPriceUsd", "0.010", "0.020", "-1", "must be between 0 and 1"),
        .. App("YouTube"),
        ("YouTube", "DailyUnits", "10000", "20000", "0", "must be between 1 and 1000000000"),
        ("YouTube", "DailySearches", "100", "10", "0", UpToAMillion),
        ("YouTube", "DailyInserts", "100", "10", "0", UpToAMillion),
        ("YouTube", "ChannelGatherTime", "00:00:00.5000000", "00:00:02", "00:00:11", "must be between 00:00:00 and 00:00:10"),
    ];

    public static TheoryData<string> Sections => [.. Settings.Select(setting => setting.Section).Distinct()];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Options_NothingSet_HaveTheirDefaults(string section) => Assert.Equal(
        Of(section).ToDictionary(setting => setting.Name, setting => setting.Default), Bind(section, TestConfiguration.With()));

    [Theory]
    [MemberData(nameof(Sections))]
    public void Options_AllSet_AreBoundByTheirNames(string section)
    {
        IConfiguration configuration = TestConfiguration.With(
            [.. Of(section).Select(setting => ($"{section}:{setting.Name}", (string?)setting.Good))]);

        Assert.Equal(Of(section).ToDictionary(setting => setting.Name, setting => setting.Good), Bind(section, configuration));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Options_AllFaulty_AreListedInOneMessage(string section)
    {
        bool isApp = Of(section).Any(setting => setting.Name == nameof(IPlatformApp.ClientId));
        IConfiguration configuration = TestConfiguration.With(
        [
            .. Of(section).Where(setting => setting.Bad is not null).Select(setting => ($"{section}:{setting.Name}", setting.Bad)),
            .. isApp ? [($"{section}:ClientId", "app-1")] : Array.Empty<(string, string?)>(),
            ($"{section}:Tier", "gold"),
        ]);
        string[] expected =
        [
            .. Of(section).Where(setting => setting.Bad is not null).Select(setting => $"{section}__{setting.Name} {setting.Fault}"),
            $"{section}__Tier is not a setting of this service",
            .. isApp ? [$"{section}__ClientId and {section}__ClientSecret must be set together"] : Array.Empty<string>(),
        ];

        InvalidSettingsException faults = Assert.Throws<InvalidSettingsException>(() => IngestionSettings.Read(configuration));

        Assert.Equal(expected.Order(StringComparer.Ordinal), faults.Faults);
        Assert.All(expected, fault => Assert.Contains(fault, faults.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<(string, string, string, string, string?, string?)> App(string section) =>
        [(section, "ClientId", "", "app-1", null, null), (section, "ClientSecret", "", "app-key", null, null)];

    private static IEnumerable<(string, string, string, string, string?, string?)> Meta(string section) =>
    [
        (section, "GraphVersion", "v25.0", "v26.0", "25", "must match ^v[0-9]+\\.[0-9]+$"),
        (section, "StopAtPercent", "90", "80", "101", "must be between 1 and 100"),
        (section, "UsagePause", "00:15:00", "00:05:00", "00:00:01", "must be between 00:00:10 and 01:00:00"),
    ];

    private static IEnumerable<(string Section, string Name, string Default, string Good, string? Bad, string? Fault)> Of(string section) =>
        Settings.Where(setting => setting.Section == section);

    /// <summary>Every property of the section's options, as the services get them.</summary>
    private static Dictionary<string, string> Bind(string section, IConfiguration configuration)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddIngestion(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();
        Type type = typeof(IPlatformApp).Assembly.GetTypes().Single(
            one => one.GetField("SectionName") is { } name && (string)name.GetRawConstantValue()! == section);
        Type optionsType = typeof(IOptions<>).MakeGenericType(type);
        object options = optionsType.GetProperty("Value")!.GetValue(provider.GetRequiredService(optionsType))!;
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(
            property => property.Name, property => Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) ?? "");
    }
}
