-- The durable runtime's state. Several task hubs can share it; due times and leases are always the database's clock.
CREATE SCHEMA IF NOT EXISTS durable;

-- One row per living host process: its one lease. Rows that a host works on carry its host_id as their fencing token.
CREATE TABLE durable.hosts (
    host_id     uuid PRIMARY KEY,
    hub         text NOT NULL,
    name        text NOT NULL,
    lease_until timestamptz NOT NULL
);

-- One row per orchestration instance. A row of revision 0 is its own start message.
-- status: 0 running, 1 completed, 3 failed, 5 terminated, 6 pending; suspended is a flag beside it.
-- ready_at: when there is something to process, null for nothing; owner: the host that processes it now.
CREATE TABLE durable.instances (
    key              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hub              text NOT NULL,
    id               text COLLATE "C" NOT NULL,
    name             text NOT NULL,
    status           smallint NOT NULL DEFAULT 6,
    suspended        boolean NOT NULL DEFAULT false,
    execution        integer NOT NULL DEFAULT 0,
    revision         integer NOT NULL DEFAULT 0,
    history_events   integer NOT NULL DEFAULT 0,
    attempts         integer NOT NULL DEFAULT 0,
    ready_at         timestamptz,
    owner            uuid,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    parent_key       bigint,
    parent_execution integer,
    parent_task      integer,
    parent_id        text,
    parent_name      text,
    input            text,
    output           text,
    custom_status    text,
    failure          text,
    UNIQUE (id, hub)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX instances_ready ON durable.instances (hub, ready_at)
    WHERE owner IS NULL AND NOT suspended AND ready_at IS NOT NULL;
CREATE INDEX instances_parent ON durable.instances (parent_key) WHERE parent_key IS NOT NULL;

-- What an instance has still to process: completions, raised events, and timers with their due time.
CREATE TABLE durable.messages (
    instance_key bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    due_at       timestamptz NOT NULL,
    kind         smallint NOT NULL,
    execution    integer NOT NULL,
    task_id      integer NOT NULL,
    name         text,
    payload      text,
    PRIMARY KEY (instance_key, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- The queue of activities. A row is deleted in the transaction that stores its result as a message.
CREATE TABLE durable.activities (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hub          text NOT NULL,
    instance_key bigint NOT NULL,
    instance_id  text NOT NULL,
    execution    integer NOT NULL,
    task_id      integer NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    owner        uuid,
    name         text NOT NULL,
    input        text
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX activities_ready ON durable.activities (hub, id) WHERE owner IS NULL;

-- One row per checkpoint of the current execution: a JSON array of events. Start and end are in the instance's row.
CREATE TABLE durable.history (
    instance_key bigint NOT NULL,
    revision     integer NOT NULL,
    events       text NOT NULL,
    PRIMARY KEY (instance_key, revision)
);

CREATE FUNCTION durable.delete_instances(keys bigint[]) RETURNS integer LANGUAGE sql AS $$
    DELETE FROM durable.messages WHERE instance_key = ANY (keys);
    DELETE FROM durable.activities WHERE instance_key = ANY (keys);
    DELETE FROM durable.history WHERE instance_key = ANY (keys);
    WITH gone AS (DELETE FROM durable.instances WHERE key = ANY (keys) RETURNING 1) SELECT count(*)::integer FROM gone;
$$;
