--liquibase formatted sql

--changeset atelier:kernel-metadata
create table ${schema}.sys_model (
    version bigint not null
);
insert into ${schema}.sys_model values (0);
create table ${schema}.sys_module (
    id bigint primary key,
    api_name text not null unique,
    position int not null,
    definition jsonb not null
);
create table ${schema}.sys_field (
    id bigint primary key,
    module_id bigint not null references ${schema}.sys_module on delete cascade,
    api_name text not null,
    position int not null,
    definition jsonb not null,
    unique (module_id, api_name)
);
create table ${schema}.sys_layout (
    id bigint primary key,
    module_id bigint not null unique references ${schema}.sys_module on delete cascade,
    definition jsonb not null
);
create table ${schema}.sys_list_view (
    id bigint primary key,
    module_id bigint not null unique references ${schema}.sys_module on delete cascade,
    definition jsonb not null
);
create table ${schema}.sys_autonumber (
    field_id bigint primary key references ${schema}.sys_field on delete cascade,
    next_value bigint not null
);

--changeset atelier:kernel-people
create table ${schema}.sys_profile (
    id bigint primary key,
    name text not null unique,
    permissions jsonb not null
);
create table ${schema}.sys_user (
    id bigint primary key,
    email text not null unique,
    name text not null,
    profile_id bigint not null references ${schema}.sys_profile,
    language text not null,
    zone text not null,
    active boolean not null default true,
    created_time timestamptz not null default now()
);

--changeset atelier:kernel-records
create table ${schema}.sys_operation (
    id bigint primary key,
    kind text not null,
    actor_id bigint not null,
    channel text not null,
    via text not null,
    at timestamptz not null
);
create table ${schema}.sys_timeline (
    id bigint primary key,
    module text not null,
    record_id bigint not null,
    operation_id bigint not null references ${schema}.sys_operation,
    kind text not null,
    detail jsonb not null
);
create index on ${schema}.sys_timeline (module, record_id, id desc);
create index on ${schema}.sys_timeline (operation_id);

--changeset atelier:kernel-files
create table ${schema}.sys_file (
    id bigint primary key,
    name text not null,
    media_type text not null,
    size bigint not null,
    sha256 text not null,
    created_by bigint not null,
    created_time timestamptz not null
);
