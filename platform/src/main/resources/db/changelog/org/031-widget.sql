--liquibase formatted sql

--changeset atelier:widget-widgets
create table ${schema}.sys_widget (
    id bigint primary key,
    name text not null,
    module text not null,
    public_key text not null unique,
    created_by bigint not null,
    created_time timestamptz not null
);
create table ${schema}.sys_widget_file (
    widget_id bigint not null references ${schema}.sys_widget on delete cascade,
    path text not null,
    content bytea not null,
    primary key (widget_id, path)
);
