--liquibase formatted sql

--changeset atelier:function-rest
alter table ${schema}.sys_function add column rest_api boolean not null default false;
