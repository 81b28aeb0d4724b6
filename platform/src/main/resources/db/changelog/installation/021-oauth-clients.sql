--liquibase formatted sql

--changeset atelier:oauth-client-kinds
alter table ${schema}.api_client
    add column kind text not null default 'SELF',
    add column confidential boolean not null default true,
    add column redirect_uris text[] not null default '{}',
    add column scopes text[] not null default '{}';
alter table ${schema}.api_code
    add column redirect_uri text not null default '',
    add column challenge text not null default '';
alter table ${schema}.api_access_token add column scopes text[];
alter table ${schema}.api_grant
    add column last_used timestamptz,
    add column last_address text not null default '',
    alter column code_hash drop not null;
-- A grant's refresh tokens are a family: one that comes again after it was exchanged ends all of them.
create table ${schema}.api_refresh_token (
    token_hash text primary key,
    grant_id bigint not null references ${schema}.api_grant on delete cascade,
    created_time timestamptz not null,
    used timestamptz
);
create index on ${schema}.api_refresh_token (grant_id);
insert into ${schema}.api_refresh_token (token_hash, grant_id, created_time)
    select refresh_hash, id, created_time from ${schema}.api_grant;
alter table ${schema}.api_grant drop column refresh_hash;
create index on ${schema}.api_grant (client_id);
