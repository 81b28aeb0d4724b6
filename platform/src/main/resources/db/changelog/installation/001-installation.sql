--liquibase formatted sql

--changeset atelier:installation-1
create sequence ${schema}.organization_id;
create table ${schema}.organization (
    id bigint primary key,
    name text not null,
    language text not null,
    zone text not null,
    currency text not null,
    created_time timestamptz not null default now()
);
-- Where an e-mail address signs in. An address belongs to one user of one organization.
create table ${schema}.sign_in (
    email text primary key check (email = lower(email)),
    org_id bigint not null references ${schema}.organization,
    user_id bigint not null,
    password_hash text,
    failures int not null default 0,
    locked_until timestamptz,
    unique (org_id, user_id)
);
-- One-time links, by the hash of their token.
create table ${schema}.invitation (
    token_hash text primary key,
    kind text not null,
    org_id bigint,
    user_id bigint,
    expires timestamptz not null,
    used timestamptz
);
create table ${schema}.scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index on ${schema}.scheduled_tasks (execution_time);
create index on ${schema}.scheduled_tasks (last_heartbeat);
create index on ${schema}.scheduled_tasks (priority desc, execution_time asc);
