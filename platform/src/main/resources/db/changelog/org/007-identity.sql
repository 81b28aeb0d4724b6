--liquibase formatted sql

--changeset atelier:identity-users
alter table ${schema}.sys_user
    add column state text not null default 'ACTIVE',
    add column country text not null default '',
    add column date_style text not null default 'COUNTRY',
    add column clock_style text not null default 'COUNTRY',
    add column number_style text not null default 'COUNTRY',
    add column theme text not null default 'SYSTEM',
    add column first_day int not null default 0,
    add column signature text not null default '',
    add column settled boolean not null default false;
update ${schema}.sys_user set state = 'INACTIVE' where not active;
alter table ${schema}.sys_user drop column active;
alter table ${schema}.sys_user add column active boolean generated always as (state = 'ACTIVE') stored;
-- The address of a deleted user is free again.
alter table ${schema}.sys_user drop constraint sys_user_email_key;
create unique index on ${schema}.sys_user (email) where state <> 'DELETED';

--changeset atelier:identity-profiles
create table ${schema}.sys_profile_security (
    profile_id bigint primary key references ${schema}.sys_profile on delete cascade,
    second_factor_required boolean not null,
    ranges text[] not null
);

--changeset atelier:identity-unavailability
create table ${schema}.sys_unavailability (
    id bigint primary key,
    user_id bigint not null references ${schema}.sys_user,
    from_time timestamptz not null,
    to_time timestamptz not null check (to_time > from_time),
    stand_in bigint references ${schema}.sys_user
);
create index on ${schema}.sys_unavailability (user_id, to_time);

--changeset atelier:identity-transfer
create table ${schema}.sys_user_transfer (
    id bigint primary key,
    user_id bigint not null references ${schema}.sys_user,
    to_user_id bigint not null references ${schema}.sys_user,
    actor_id bigint not null,
    state text not null,
    moved bigint not null default 0,
    operation_id bigint,
    message text not null default '',
    created_time timestamptz not null,
    finished_time timestamptz
);
create index on ${schema}.sys_user_transfer (user_id, id desc);
create unique index on ${schema}.sys_user_transfer (user_id) where state = 'RUNNING';
