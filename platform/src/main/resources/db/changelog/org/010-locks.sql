--liquibase formatted sql

--changeset atelier:record-locks
-- One row a module: it is read as a whole, and kept in memory.
create table ${schema}.sys_locking_configuration (
    id bigint primary key,
    module text not null unique,
    version bigint not null,
    definition jsonb not null,
    modified_by bigint not null,
    modified_time timestamptz not null
);
-- Locks by hand only: what a rule locks is decided from the record each time.
create table ${schema}.sys_record_lock (
    module text not null,
    record_id bigint not null,
    id bigint not null unique,
    locked_by bigint not null,
    at timestamptz not null,
    reason text not null,
    primary key (module, record_id)
);
