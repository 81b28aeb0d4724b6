--liquibase formatted sql

--changeset atelier:mass-update
create table ${schema}.sys_mass_update (
    id bigint primary key,
    module text not null,
    -- What each record gets, as the API writes values; emptied when it is over.
    changes jsonb not null,
    -- Which records; null for all that the person sees.
    records bigint[],
    state text not null,
    -- Where the next records start: how many are through, and the position in the list of all.
    done bigint not null default 0,
    position text,
    total bigint not null,
    updated bigint not null default 0,
    failed bigint not null default 0,
    operation_id bigint,
    created_by bigint not null,
    created_time timestamptz not null
);
create index on ${schema}.sys_mass_update (created_time);
