--liquibase formatted sql

--changeset atelier:webform-1
create table ${schema}.sys_webform (
    id bigint primary key,
    public_key text not null unique,
    data jsonb not null,
    published boolean not null default false,
    version bigint not null default 1,
    received bigint not null default 0,
    ignored_fields bigint not null default 0,
    suspected_robots bigint not null default 0,
    created_by bigint not null,
    created_time timestamptz not null
);
