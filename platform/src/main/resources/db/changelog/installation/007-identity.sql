--liquibase formatted sql

--changeset atelier:identity-sign-in
alter table ${schema}.sign_in drop column failures, drop column locked_until;
-- Wrong passwords and codes, by account and by address. Subjects stand here as SHA-256 hashes, known or not.
create table ${schema}.sign_in_counter (
    kind text not null,
    subject text not null,
    failures int not null,
    locks int not null default 0,
    last_time timestamptz not null,
    locked_until timestamptz,
    primary key (kind, subject)
);
create index on ${schema}.sign_in_counter (last_time);
-- The organization is absent where nobody has the address that was tried.
create table ${schema}.sign_in_event (
    id bigint primary key,
    org_id bigint,
    user_id bigint,
    at timestamptz not null,
    outcome text not null,
    address text not null,
    agent text not null
);
create index on ${schema}.sign_in_event (org_id, user_id, id desc);
create index on ${schema}.sign_in_event (at);
-- Browsers that are signed in. "proven" is when the person last gave a password, code or key.
create table ${schema}.session (
    id bigint primary key,
    org_id bigint not null references ${schema}.organization,
    user_id bigint not null,
    address text not null,
    agent text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    proven timestamptz not null,
    ended timestamptz
);
create index on ${schema}.session (org_id, user_id, last_seen desc);
create index on ${schema}.session (last_seen);
create index on ${schema}.invitation (org_id, user_id, kind);

--changeset atelier:identity-second-factor
-- The key is sealed; "last_step" is the time step of the last code that was taken, so that a code works once.
create table ${schema}.totp (
    org_id bigint not null references ${schema}.organization,
    user_id bigint not null,
    sealed_key text not null,
    confirmed boolean not null default false,
    last_step bigint not null default 0,
    primary key (org_id, user_id)
);
create table ${schema}.recovery_code (
    org_id bigint not null references ${schema}.organization,
    user_id bigint not null,
    code_hash text not null,
    used timestamptz,
    primary key (org_id, user_id, code_hash)
);

--changeset atelier:identity-passkeys
-- A handle names a user to authenticators and tells nothing of them.
create table ${schema}.passkey_user (
    handle bytea primary key,
    org_id bigint not null references ${schema}.organization,
    user_id bigint not null,
    unique (org_id, user_id)
);
create table ${schema}.passkey (
    credential_id bytea primary key,
    handle bytea not null references ${schema}.passkey_user on delete cascade,
    name text not null,
    public_key bytea not null,
    attestation bytea not null,
    signature_count bigint not null,
    uv_initialized boolean not null,
    transports text[] not null,
    backup_eligible boolean not null,
    backup_state boolean not null,
    created_time timestamptz not null,
    last_used timestamptz not null
);
create index on ${schema}.passkey (handle);
