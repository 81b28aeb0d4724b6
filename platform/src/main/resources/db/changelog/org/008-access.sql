--liquibase formatted sql

--changeset atelier:access-roles
create table ${schema}.sys_role (
    id bigint primary key,
    name text not null,
    description text not null,
    parent_id bigint references ${schema}.sys_role,
    peers boolean not null
);
create unique index on ${schema}.sys_role (lower(name));
-- One role is above all others.
create unique index on ${schema}.sys_role ((parent_id is null)) where parent_id is null;
create table ${schema}.sys_user_role (
    user_id bigint primary key,
    role_id bigint not null references ${schema}.sys_role
);

--changeset atelier:access-groups
create table ${schema}.sys_group (
    id bigint primary key,
    name text not null,
    description text not null
);
create unique index on ${schema}.sys_group (lower(name));
create table ${schema}.sys_group_member (
    group_id bigint not null references ${schema}.sys_group on delete cascade,
    kind text not null,
    member_id bigint not null,
    primary key (group_id, kind, member_id)
);

--changeset atelier:access-sharing
create table ${schema}.sys_default_sharing (
    module text primary key,
    access text not null
);
create table ${schema}.sys_sharing_rule (
    id bigint primary key,
    module text not null,
    name text not null,
    criteria text not null,
    source_kind text,
    source_id bigint,
    target_kind text not null,
    target_id bigint not null,
    access smallint not null,
    superiors boolean not null,
    active boolean not null,
    version bigint not null
);
create unique index on ${schema}.sys_sharing_rule (module, lower(name));
create table ${schema}.sys_field_share (
    module text not null,
    field text not null,
    access smallint not null,
    primary key (module, field)
);
create table ${schema}.sys_record_share (
    module text not null,
    record_id bigint not null,
    kind text not null,
    principal_id bigint not null,
    access smallint not null,
    shared_by bigint not null,
    at timestamptz not null,
    primary key (module, record_id, kind, principal_id)
);
create index on ${schema}.sys_record_share (kind, principal_id, module);

--changeset atelier:access-territories
create table ${schema}.sys_territory (
    id bigint primary key,
    name text not null,
    description text not null,
    parent_id bigint references ${schema}.sys_territory,
    manager_id bigint,
    access smallint not null
);
create unique index on ${schema}.sys_territory (lower(name));
create table ${schema}.sys_territory_user (
    territory_id bigint not null references ${schema}.sys_territory on delete cascade,
    user_id bigint not null,
    primary key (territory_id, user_id)
);
create table ${schema}.sys_territory_rule (
    territory_id bigint not null references ${schema}.sys_territory on delete cascade,
    module text not null,
    criteria text not null,
    primary key (territory_id, module)
);
create table ${schema}.sys_record_territory (
    module text not null,
    record_id bigint not null,
    territory_id bigint not null references ${schema}.sys_territory on delete cascade,
    primary key (module, record_id, territory_id)
);
create index on ${schema}.sys_record_territory (territory_id, module, record_id);
