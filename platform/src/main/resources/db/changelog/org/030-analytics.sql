--liquibase formatted sql

--changeset atelier:analytics-dashboards
create table ${schema}.sys_dashboard (
    id bigint primary key,
    name text not null,
    definition jsonb not null,
    version bigint not null,
    modified_by bigint not null,
    modified_time timestamptz not null
);
