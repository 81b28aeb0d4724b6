--liquibase formatted sql

--changeset atelier:kernel-data-keys
create table ${schema}.sys_data_key (
    id bigint primary key,
    sealed bytea not null
);
