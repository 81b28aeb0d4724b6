--liquibase formatted sql

--changeset atelier:kernel-currencies
create table ${schema}.sys_currency (
    iso text primary key,
    rate numeric not null check (rate > 0),
    active boolean not null,
    home boolean not null
);
create unique index on ${schema}.sys_currency (home) where home;
