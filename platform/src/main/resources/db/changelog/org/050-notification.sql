--liquibase formatted sql

--changeset atelier:notification-1
create table ${schema}.sys_watch (
    id bigint primary key,
    user_id bigint not null,
    channel_id bigint not null,
    events text[] not null,
    notify_url text not null,
    token text not null,
    -- Sealed; what deliveries are signed with.
    secret text not null,
    base_url text not null,
    expiry timestamptz,
    created_time timestamptz not null,
    unique (user_id, channel_id)
);
create table ${schema}.sys_watch_delivery (
    id bigint primary key,
    watch_id bigint not null references ${schema}.sys_watch on delete cascade,
    module text not null,
    operation text not null,
    -- Changed fields by record id.
    changes jsonb not null,
    state text not null,
    attempts int not null default 0,
    http_status int,
    message text not null default '',
    created_time timestamptz not null,
    tried_time timestamptz
);
create index on ${schema}.sys_watch_delivery (watch_id, id desc);
create index on ${schema}.sys_watch_delivery (created_time);
