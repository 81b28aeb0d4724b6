--liquibase formatted sql

--changeset atelier:bulk-read
create table ${schema}.sys_bulk_read (
    id bigint primary key,
    module text not null,
    fields text[] not null,
    criteria jsonb not null,
    page int not null,
    page_token text,
    -- Of the paths that the program was answered with.
    version text not null,
    callback_url text,
    base_url text not null,
    state text not null,
    count bigint not null default 0,
    next_token text,
    error text not null default '',
    message text not null default '',
    created_by bigint not null,
    via text not null,
    created_time timestamptz not null,
    finished_time timestamptz
);
create index on ${schema}.sys_bulk_read (created_by) where finished_time is null;
create index on ${schema}.sys_bulk_read (created_time);

--changeset atelier:bulk-write
-- What a program asked an import for.
create table ${schema}.sys_bulk_write (
    import_id bigint primary key references ${schema}.sys_import on delete cascade,
    operation text not null,
    resource jsonb not null,
    charset text not null,
    version text not null,
    callback_url text,
    base_url text not null
);
-- The records that rows of an import became, where that was asked for.
create table ${schema}.sys_import_outcome (
    import_id bigint not null references ${schema}.sys_import on delete cascade,
    position bigint not null,
    outcome text not null,
    record_id bigint not null,
    primary key (import_id, position)
);
