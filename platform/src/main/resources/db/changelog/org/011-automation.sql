--liquibase formatted sql

--changeset atelier:automation
create table ${schema}.sys_workflow_rule (
    id bigint primary key,
    revision bigint not null,
    name text not null unique,
    module text not null,
    active boolean not null,
    definition jsonb not null,
    modified_by bigint not null,
    modified_time timestamptz not null
);
create table ${schema}.sys_rule_run (
    id bigint primary key,
    state text not null,
    attempts int not null default 0,
    rule_id bigint not null,
    rule_name text not null,
    action jsonb not null,
    event text not null,
    module text not null,
    record_id bigint not null,
    snapshot jsonb,
    user_id bigint not null,
    depth int not null,
    message text not null default '',
    function_run_id bigint,
    created_time timestamptz not null,
    finished_time timestamptz
);
create index on ${schema}.sys_rule_run (rule_id, id desc);

--changeset atelier:automation-runs-of-records
create index on ${schema}.sys_rule_run (module, record_id) where snapshot is not null;
