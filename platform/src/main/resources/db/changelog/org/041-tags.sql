--liquibase formatted sql

--changeset atelier:tags
create table ${schema}.sys_tag (
    id bigint primary key,
    module text not null,
    name text not null,
    colour text not null,
    created_by bigint not null,
    created_time timestamptz not null,
    modified_by bigint not null,
    modified_time timestamptz not null
);
create unique index on ${schema}.sys_tag (module, lower(name));
create table ${schema}.sys_record_tag (
    module text not null,
    record_id bigint not null,
    tag_id bigint not null references ${schema}.sys_tag (id) on delete cascade,
    primary key (module, record_id, tag_id)
);
create index on ${schema}.sys_record_tag (tag_id, record_id);
