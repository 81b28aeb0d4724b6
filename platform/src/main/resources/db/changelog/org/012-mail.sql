--liquibase formatted sql

--changeset atelier:mail
create table ${schema}.sys_mail_template (
    id bigint primary key,
    revision bigint not null,
    name text not null unique,
    module text not null,
    subject text not null,
    html text not null,
    modified_by bigint not null,
    modified_time timestamptz not null
);
create table ${schema}.sys_mail (
    id bigint primary key,
    state text not null,
    attempts int not null default 0,
    reason text not null default '',
    title text not null,
    message_id text not null unique,
    module text not null,
    record_id bigint not null,
    sender_name text not null,
    from_address text not null,
    reply_to text not null,
    to_address text not null,
    subject text not null,
    html text not null,
    user_id bigint not null,
    channel text not null,
    via text not null,
    created_time timestamptz not null,
    finished_time timestamptz
);
create index on ${schema}.sys_mail (module, record_id, id desc);
