--liquibase formatted sql

--changeset atelier:kernel-upgrade
create table ${schema}.sys_upgrade (
    name text primary key,
    done_time timestamptz not null
);

--changeset atelier:upgrade-nothing-to-do
-- An organization that is only being made gets everything from this release.
insert into ${schema}.sys_upgrade (name, done_time)
select 'search_upgrade', now() where not exists (select from ${schema}.sys_module);
