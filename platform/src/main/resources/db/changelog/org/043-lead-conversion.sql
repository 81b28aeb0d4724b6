--liquibase formatted sql

--changeset atelier:lead-conversion
-- At most one row: without it the usual mapping holds.
create table ${schema}.sys_lead_conversion (
    one boolean primary key default true check (one),
    mapping jsonb not null,
    modified_by bigint not null,
    modified_time timestamptz not null
);
