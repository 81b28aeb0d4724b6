--liquibase formatted sql

--changeset atelier:variables
create table ${schema}.sys_variable_group (
    id bigint primary key,
    api_name text not null,
    name text not null
);
create unique index on ${schema}.sys_variable_group (lower(api_name));
create table ${schema}.sys_variable (
    id bigint primary key,
    group_id bigint not null references ${schema}.sys_variable_group (id),
    api_name text not null,
    name text not null,
    description text not null,
    type text not null,
    -- As the API writes values of the type; empty for none.
    value text not null
);
create unique index on ${schema}.sys_variable (lower(api_name));
