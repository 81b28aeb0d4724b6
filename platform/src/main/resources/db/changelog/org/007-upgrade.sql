--liquibase formatted sql

--changeset atelier:kernel-upgrade
create table ${schema}.sys_upgrade (
    name text primary key,
    done_time timestamptz not null
);
