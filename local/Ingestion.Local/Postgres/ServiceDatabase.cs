using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Ingestion.Local.Postgres;

/// <summary>
/// The service's database and role on an embedded PostgreSQL. The role owns the database and all in it, and is no superuser: it
/// cannot read files or start programs.
/// </summary>
internal static class ServiceDatabase
{
    // Earlier versions made everything as the superuser.
    private const string TakeOver = """
        do $$
        declare
            object record;
        begin
            for object in
                select format('schema %I', n.nspname) as name from pg_namespace n
                where n.nspname in ('ingestion', 'durable') and pg_get_userbyid(n.nspowner) <> '{role}'
                union all
                select format(case c.relkind when 'S' then 'sequence %I.%I' when 'v' then 'view %I.%I' else 'table %I.%I' end, n.nspname, c.relname)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('ingestion', 'durable') and c.relkind in ('r', 'p', 'S', 'v')
                    and pg_get_userbyid(c.relowner) <> '{role}'
                    and not exists (
                        select from pg_depend d where d.objid = c.oid and c.relkind = 'S' and d.deptype in ('a', 'i'))
                union all
                select format('routine %s', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in ('ingestion', 'durable') and pg_get_userbyid(p.proowner) <> '{role}'
            loop
                execute format('alter %s owner to {role}', object.name);
            end loop;
        end
        $$
        """;

    /// <summary>Makes role and database where they are missing, and gives the role its present password.</summary>
    public static async Task PrepareAsync(
        EmbeddedPostgres server, string database, DatabaseRole role, CancellationToken cancellationToken)
    {
        await CreateAsync(server, $"CREATE ROLE {role.Name}", cancellationToken);
        await RunAsync(
            server, "postgres", $"ALTER ROLE {role.Name} LOGIN NOSUPERUSER NOCREATEROLE PASSWORD '{role.Password}'", cancellationToken);
        await server.CreateDatabaseAsync(database, cancellationToken);
        await RunAsync(server, "postgres", $"ALTER DATABASE {database} OWNER TO {role.Name}", cancellationToken);
        await RunAsync(server, database, TakeOver.Replace("{role}", role.Name, StringComparison.Ordinal), cancellationToken);
    }

    /// <summary>Makes the database where it is missing, owned by the superuser.</summary>
    public static Task CreateDatabaseAsync(this EmbeddedPostgres server, string name, CancellationToken cancellationToken) =>
        CreateAsync(server, $"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'", cancellationToken);

    private static async Task CreateAsync(EmbeddedPostgres server, string sql, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(server, "postgres", sql, cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.DuplicateObject)
        {
            // Made by an earlier run.
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names and passwords of statements on roles cannot be parameters; they are ours.")]
    private static async Task RunAsync(EmbeddedPostgres server, string database, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
