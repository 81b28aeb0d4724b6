--liquibase formatted sql

--changeset atelier:history-operations
-- What an operation did, so that lists of operations count nothing.
alter table ${schema}.sys_operation
    add column parent_id bigint,
    add column undoes bigint,
    add column modules text[] not null default '{}',
    add column created bigint not null default 0,
    add column updated bigint not null default 0,
    add column deleted bigint not null default 0,
    add column restored bigint not null default 0,
    add column maintained bigint not null default 0;
create index on ${schema}.sys_operation (actor_id, id desc);
create index on ${schema}.sys_operation (parent_id) where parent_id is not null;
create index on ${schema}.sys_operation (undoes) where undoes is not null;

--changeset atelier:history-versions
-- The order of a record's changes is that of its versions: clocks of several nodes may differ.
alter table ${schema}.sys_timeline
    add column version bigint,
    add column at timestamptz;
update ${schema}.sys_timeline t set at = o.at from ${schema}.sys_operation o where o.id = t.operation_id;
alter table ${schema}.sys_timeline alter column at set not null;
update ${schema}.sys_timeline t set version = n.version
    from (select id, row_number() over (partition by module, record_id order by id) as version
          from ${schema}.sys_timeline where kind in ('created', 'updated', 'deleted', 'restored')) n
    where n.id = t.id;
drop index ${schema}.sys_timeline_operation_id_idx;
create index on ${schema}.sys_timeline (operation_id, module, record_id);
update ${schema}.sys_operation o set modules = n.modules, created = n.created, updated = n.updated,
        deleted = n.deleted, restored = n.restored
    from (select operation_id, array_agg(distinct module) as modules,
                 count(*) filter (where kind = 'created') as created,
                 count(*) filter (where kind = 'updated') as updated,
                 count(*) filter (where kind = 'deleted') as deleted,
                 count(*) filter (where kind = 'restored') as restored
          from ${schema}.sys_timeline where version is not null group by operation_id) n
    where n.operation_id = o.id;

--changeset atelier:history-bin
-- One list of what is in the recycle bin, over all modules.
create table ${schema}.sys_bin (
    module text not null,
    record_id bigint not null,
    deleted_time timestamptz not null,
    deleted_by bigint not null,
    operation_id bigint not null,
    parent_id bigint,
    merged_into bigint,
    primary key (module, record_id)
);
create index on ${schema}.sys_bin (deleted_time desc, record_id desc);
create index on ${schema}.sys_bin (operation_id, parent_id);
create index on ${schema}.sys_bin (module, merged_into) where merged_into is not null;

--changeset atelier:history-bin-fill splitStatements:false
do $$
declare
    module text;
begin
    for module in select api_name from ${schema}.sys_module loop
        execute format(
            'insert into ${schema}.sys_bin (module, record_id, deleted_time, deleted_by, operation_id)
             select %L, r.id, r.sys_deleted_time, coalesce(r.sys_deleted_by, 0), coalesce((
                 select t.operation_id from ${schema}.sys_timeline t
                 where t.module = %L and t.record_id = r.id and t.kind = ''deleted'' order by t.id desc limit 1), 0)
             from ${schema}.%I r where r.sys_deleted_time is not null', module, module, module);
    end loop;
end $$;

--changeset atelier:history-undo
create table ${schema}.sys_undo (
    operation_id bigint primary key references ${schema}.sys_operation,
    undoes bigint not null,
    state text not null,
    total bigint not null,
    done bigint not null default 0,
    undone bigint not null default 0,
    refused bigint not null default 0,
    message text not null default '',
    finished_time timestamptz
);
create unique index on ${schema}.sys_undo (undoes) where state = 'RUNNING';
-- What a long undo still has to do.
create table ${schema}.sys_undo_item (
    undo_id bigint not null references ${schema}.sys_undo on delete cascade,
    phase int not null,
    module text not null,
    record_id bigint not null,
    primary key (undo_id, phase, module, record_id)
);
create table ${schema}.sys_undo_refusal (
    id bigint primary key,
    undo_id bigint not null references ${schema}.sys_undo on delete cascade,
    module text not null,
    record_id bigint not null,
    field text not null,
    reason text not null,
    message text not null
);
create index on ${schema}.sys_undo_refusal (undo_id, id);

--changeset atelier:history-idempotency
create table ${schema}.sys_idempotency (
    actor_id bigint not null,
    key text not null,
    fingerprint text not null,
    result jsonb,
    at timestamptz not null,
    primary key (actor_id, key)
);
create index on ${schema}.sys_idempotency (at);
