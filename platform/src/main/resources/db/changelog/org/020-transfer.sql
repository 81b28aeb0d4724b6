--liquibase formatted sql

--changeset atelier:transfer-1
-- Who brought which file: nobody reads another's through the importer.
create table ${schema}.sys_import_file (
    file_id bigint primary key,
    created_by bigint not null,
    created_time timestamptz not null
);
create table ${schema}.sys_import (
    id bigint primary key,
    module text not null,
    file_id bigint not null,
    file_name text not null,
    plan jsonb not null,
    headers jsonb not null,
    charset text not null,
    delimiter text not null,
    state text not null,
    total bigint not null,
    done bigint not null default 0,
    created bigint not null default 0,
    updated bigint not null default 0,
    skipped bigint not null default 0,
    rejected bigint not null default 0,
    message text not null default '',
    created_by bigint not null,
    created_time timestamptz not null,
    finished_time timestamptz,
    check (done = created + updated + skipped + rejected and done <= total)
);
create index on ${schema}.sys_import (created_time desc);
create table ${schema}.sys_import_rejected (
    import_id bigint not null references ${schema}.sys_import on delete cascade,
    position bigint not null,
    line bigint not null,
    cells jsonb not null,
    reasons jsonb not null,
    primary key (import_id, position)
);

--changeset atelier:transfer-2
-- All batches of an import are one operation.
alter table ${schema}.sys_import add column operation_id bigint;
