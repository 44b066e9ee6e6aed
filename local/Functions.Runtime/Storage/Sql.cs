using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>Commands with positional, typed parameters.</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string text)
    {
        // The texts are constants of this folder; values travel as parameters.
#pragma warning disable CA2100
        var command = new NpgsqlBatchCommand(text);
#pragma warning restore CA2100
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static string? Text(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
