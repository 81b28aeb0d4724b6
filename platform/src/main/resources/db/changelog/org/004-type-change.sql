--liquibase formatted sql

--changeset atelier:kernel-type-change
create table ${schema}.sys_type_change (
    id bigint primary key,
    module text not null,
    field text not null,
    unfit text not null,
    state text not null,
    position bigint not null,
    done bigint not null,
    emptied bigint not null,
    problem text not null,
    actor_id bigint not null,
    started_time timestamptz not null
);
create unique index on ${schema}.sys_type_change (module, field) where state = 'RUNNING';
create table ${schema}.sys_type_change_dirty (
    field_id bigint not null,
    record_id bigint not null,
    primary key (field_id, record_id)
);

--changeset atelier:kernel-type-change-watch splitStatements:false
-- Notes rows that were written while their column is converted; the argument is the new field's id.
create function ${schema}.sys_watch_column() returns trigger language plpgsql as $$
begin
    insert into ${schema}.sys_type_change_dirty values (tg_argv[0]::bigint, new.id) on conflict do nothing;
    return null;
end
$$;
