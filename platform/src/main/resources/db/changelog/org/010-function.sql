--liquibase formatted sql

--changeset atelier:function
create table ${schema}.sys_function (
    id bigint primary key,
    api_name text not null unique,
    name text not null,
    draft text not null,
    revision bigint not null,
    published_version int,
    modified_by bigint not null,
    modified_time timestamptz not null
);
create table ${schema}.sys_function_version (
    function_id bigint not null references ${schema}.sys_function on delete cascade,
    number int not null,
    source text not null,
    published_by bigint not null,
    published_time timestamptz not null,
    primary key (function_id, number)
);
create table ${schema}.sys_function_run (
    id bigint primary key,
    function_id bigint not null references ${schema}.sys_function on delete cascade,
    version int not null,
    trigger_kind text not null,
    module text not null,
    record_id bigint,
    user_id bigint not null,
    started_time timestamptz not null,
    duration_millis bigint not null,
    host_calls int not null,
    outcome text not null,
    input text not null,
    result text not null,
    console jsonb not null,
    error jsonb
);
create index on ${schema}.sys_function_run (function_id, id desc);

--changeset atelier:function-runs-of-records
create index on ${schema}.sys_function_run (module, record_id) where record_id is not null;
