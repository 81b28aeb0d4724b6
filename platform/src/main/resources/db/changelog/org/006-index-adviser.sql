--liquibase formatted sql

--changeset atelier:kernel-index-adviser
create table ${schema}.sys_query_use (
    day date not null,
    module_id bigint not null,
    shape text not null,
    queries bigint not null,
    total_micros bigint not null,
    worst_micros bigint not null,
    primary key (day, module_id, shape)
);
create table ${schema}.sys_adviser_index (
    number bigint generated always as identity primary key,
    module_id bigint not null,
    keys text not null,
    state text not null,
    attempts integer not null,
    problem text not null,
    created_time timestamptz not null,
    scans bigint not null,
    used_time timestamptz not null,
    unique (module_id, keys)
);
create table ${schema}.sys_index_adviser (
    automatic boolean not null
);
insert into ${schema}.sys_index_adviser values (true);
