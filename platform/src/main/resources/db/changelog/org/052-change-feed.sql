--liquibase formatted sql

--changeset atelier:change-feed
-- The transaction that wrote a row. Changes are read in this order, and only of transactions before the oldest that is still
-- at work: what commits late is not passed over.
alter table ${schema}.sys_timeline add column tx xid8 not null default pg_current_xact_id();
create index on ${schema}.sys_timeline (tx, id);
-- Numbers of transactions begin anew where a database is restored elsewhere; positions of before mean nothing then.
create table ${schema}.sys_change_life (
    life bigint not null
);
insert into ${schema}.sys_change_life (life) values (1);
