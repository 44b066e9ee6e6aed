using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Ingestion.Core.Registration;

/// <summary>Compares a configuration section with its options class, setting by setting, without naming a value.</summary>
internal static class SectionCheck
{
    internal static void Check<TOptions>(IConfiguration configuration, string sectionName, SettingFaults faults)
    {
        IConfigurationSection section = configuration.GetSection(sectionName);
        Dictionary<string, PropertyInfo> properties = typeof(TOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            string name = $"{sectionName}__{setting.Key}";
            if (!properties.TryGetValue(setting.Key, out PropertyInfo? property))
            {
                faults.Add($"{name} is not a setting of this service");
            }
            else if (setting.Value is { Length: > 0 } text)
            {
                CheckValue(name, property, text, faults);
            }
        }
    }

    private static void CheckValue(string name, PropertyInfo property, string text, SettingFaults faults)
    {
        if (!TryConvert(property.PropertyType, text, out object? value))
        {
            faults.Add($"{name} must be {Describe(property.PropertyType)}");
            return;
        }

        foreach (ValidationAttribute rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (!rule.IsValid(value))
            {
                faults.Add($"{name} {Describe(rule)}");
            }
        }
    }

    private static bool TryConvert(Type type, string text, out object? value)
    {
        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            value = null;
            return false;
        }
    }

    private static string Describe(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Boolean => "true or false",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Double or TypeCode.Decimal => "a number",
        _ when type == typeof(TimeSpan) => "a time span such as 00:00:30",
        _ => $"a valid {type.Name}",
    };

    private static string Describe(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"must be between {range.Minimum} and {range.Maximum}",
        RegularExpressionAttribute pattern => $"must match {pattern.Pattern}",
        _ => "is not valid",
    };
}
