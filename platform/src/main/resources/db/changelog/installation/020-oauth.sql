--liquibase formatted sql

--changeset atelier:oauth-1
-- Secrets, codes and tokens stand here as SHA-256 hashes only.
create table ${schema}.api_client (
    client_id text primary key,
    org_id bigint not null references ${schema}.organization,
    name text not null,
    secret_hash text not null,
    created_by bigint not null,
    created_time timestamptz not null
);
create index on ${schema}.api_client (org_id);
create table ${schema}.api_code (
    code_hash text primary key,
    client_id text not null references ${schema}.api_client on delete cascade,
    user_id bigint not null,
    scopes text[] not null,
    expires timestamptz not null,
    used timestamptz
);
-- A grant is what a code became; its tokens live and die with it.
create table ${schema}.api_grant (
    id bigint primary key,
    client_id text not null references ${schema}.api_client on delete cascade,
    user_id bigint not null,
    scopes text[] not null,
    code_hash text not null unique,
    refresh_hash text not null unique,
    created_time timestamptz not null
);
create table ${schema}.api_access_token (
    token_hash text primary key,
    grant_id bigint not null references ${schema}.api_grant on delete cascade,
    expires timestamptz not null
);
create index on ${schema}.api_access_token (grant_id);
create index on ${schema}.api_access_token (expires);
