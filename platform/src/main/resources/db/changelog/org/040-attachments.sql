--liquibase formatted sql

--changeset atelier:attachments
create table ${schema}.sys_attachment (
    id bigint primary key,
    module text not null,
    record_id bigint not null,
    name text not null,
    -- Exactly one of both.
    file_id bigint references ${schema}.sys_file (id),
    link text,
    size bigint not null,
    created_by bigint not null,
    created_time timestamptz not null,
    check ((file_id is null) <> (link is null))
);
create index on ${schema}.sys_attachment (module, record_id, id);
create table ${schema}.sys_record_photo (
    module text not null,
    record_id bigint not null,
    file_id bigint not null references ${schema}.sys_file (id),
    primary key (module, record_id)
);
