--liquibase formatted sql

--changeset atelier:audit splitStatements:false
-- What was done, in the order in which it was sealed. Each row's hash covers the row and the hash before it.
create table ${schema}.sys_audit (
    seq bigint primary key,
    at timestamptz not null,
    kind text not null,
    action text not null,
    object text not null,
    object_id text not null,
    object_name text not null,
    modules text[] not null,
    actor_id bigint not null,
    actor_name text not null,
    channel text not null,
    via text not null,
    address text not null,
    details text not null,
    previous text not null,
    hash text not null
);
create index on ${schema}.sys_audit (actor_id, seq desc);
create index on ${schema}.sys_audit (kind, seq desc);
create index on ${schema}.sys_audit (object, object_id, seq desc);
create index on ${schema}.sys_audit (at);
-- The end of the chain: without it nobody would see that the last rows are gone.
create table ${schema}.sys_audit_head (
    one boolean primary key default true check (one),
    seq bigint not null,
    hash text not null
);
insert into ${schema}.sys_audit_head (seq, hash) values (0, '');
-- Committed with the act that they tell of; moved into the chain a moment later, so that writers never queue up for it.
create table ${schema}.sys_audit_waiting (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null,
    action text not null,
    object text not null,
    object_id text not null,
    object_name text not null default '',
    modules text[] not null default '{}',
    actor_id bigint not null,
    channel text not null,
    via text not null,
    address text not null,
    details text not null default '',
    operation_id bigint unique
);
alter table ${schema}.sys_audit add column waiting_id bigint not null unique;

create function ${schema}.audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log is append-only.' using errcode = 'insufficient_privilege';
end $$;
create function ${schema}.audit_head_forward() returns trigger language plpgsql as $$
begin
    if new.seq <= old.seq then
        raise exception 'The audit log only grows.' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create function ${schema}.audit_waiting_sealed() returns trigger language plpgsql as $$
begin
    if not exists (select from ${schema}.sys_audit where waiting_id = old.id) then
        raise exception 'This row is not in the audit log yet.' using errcode = 'insufficient_privilege';
    end if;
    return old;
end $$;
create trigger audit_rows before update or delete on ${schema}.sys_audit
    for each row execute function ${schema}.audit_refuse();
create trigger audit_truncate before truncate on ${schema}.sys_audit
    for each statement execute function ${schema}.audit_refuse();
create trigger audit_head_rows before update on ${schema}.sys_audit_head
    for each row execute function ${schema}.audit_head_forward();
create trigger audit_head_delete before delete on ${schema}.sys_audit_head
    for each row execute function ${schema}.audit_refuse();
create trigger audit_head_truncate before truncate on ${schema}.sys_audit_head
    for each statement execute function ${schema}.audit_refuse();
create trigger audit_waiting_update before update on ${schema}.sys_audit_waiting
    for each row execute function ${schema}.audit_refuse();
create trigger audit_waiting_delete before delete on ${schema}.sys_audit_waiting
    for each row execute function ${schema}.audit_waiting_sealed();
create trigger audit_waiting_truncate before truncate on ${schema}.sys_audit_waiting
    for each statement execute function ${schema}.audit_refuse();
