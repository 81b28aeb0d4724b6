--liquibase formatted sql

--changeset atelier:api-usage
-- Calls by minute, client and route; after a month one row a day. No address of a call, no person.
create table ${schema}.api_usage (
    org_id bigint not null references ${schema}.organization,
    start timestamptz not null,
    client text not null,
    route text not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    credits bigint not null,
    total_micros bigint not null,
    worst_micros bigint not null,
    range_0 bigint not null,
    range_1 bigint not null,
    range_2 bigint not null,
    range_3 bigint not null,
    range_4 bigint not null,
    range_5 bigint not null,
    range_6 bigint not null,
    range_7 bigint not null,
    range_8 bigint not null,
    range_9 bigint not null,
    range_10 bigint not null,
    primary key (org_id, start, client, route)
);
create index on ${schema}.api_usage (start);
-- What was taken from a budget in a slot of time, by all nodes; what a node has taken ahead is in it.
create table ${schema}.api_budget (
    subject text not null,
    slot bigint not null,
    spent bigint not null,
    over timestamptz not null,
    primary key (subject, slot)
);
create index on ${schema}.api_budget (over);
-- How many calls at the same time each node has taken of a client's.
create table ${schema}.api_concurrency (
    subject text not null,
    node text not null,
    held integer not null,
    until timestamptz not null,
    primary key (subject, node)
);
-- Clients whose limits are not the usual ones.
create table ${schema}.api_client_limit (
    client_id text primary key references ${schema}.api_client on delete cascade,
    credits bigint not null,
    concurrent integer not null,
    per_minute integer not null
);
