--liquibase formatted sql

--changeset atelier:kernel-picklists
create table ${schema}.sys_picklist (
    id bigint primary key,
    api_name text not null unique,
    definition jsonb not null
);
alter table ${schema}.sys_field add column retired boolean not null default false;
-- Two fields of a module may change names with each other.
alter table ${schema}.sys_field drop constraint sys_field_module_id_api_name_key;
alter table ${schema}.sys_field add unique (module_id, api_name) deferrable initially deferred;

--changeset atelier:kernel-field-properties
-- Definitions say what belongs to a type under "properties", what belongs to every type under "options".
update ${schema}.sys_field set definition = jsonb_build_object(
    'id', definition -> 'id',
    'apiName', definition -> 'apiName',
    'label', definition -> 'label',
    'type', definition -> 'type',
    'storage', jsonb_build_object('column', definition -> 'apiName', 'part', 0),
    'options', jsonb_build_object(
        'required', definition -> 'required',
        'readOnly', definition -> 'readOnly',
        'system', false,
        'unique', 'NONE',
        'externalId', false,
        'encrypted', false,
        'defaultValue', definition -> 'defaultValue',
        'tooltip', null),
    'properties', case definition ->> 'type'
        when 'PICKLIST' then jsonb_build_object('kind', 'choices', 'global', '', 'dependency', null, 'values',
            (select coalesce(jsonb_agg(v || '{"used": true}' order by n), '[]')
             from jsonb_array_elements(definition -> 'values') with ordinality as a(v, n)))
        when 'MULTISELECTPICKLIST' then jsonb_build_object('kind', 'choices', 'global', '', 'dependency', null, 'values',
            (select coalesce(jsonb_agg(v || '{"used": true}' order by n), '[]')
             from jsonb_array_elements(definition -> 'values') with ordinality as a(v, n)))
        when 'AUTONUMBER' then jsonb_build_object('kind', 'autonumber', 'prefix', definition -> 'prefix', 'suffix', '', 'start', 1)
        when 'LOOKUP' then jsonb_build_object('kind', 'lookup', 'target', definition -> 'target', 'relatedList',
            definition -> 'relatedList', 'filter', '')
        when 'DATE' then '{"kind": "none"}'
        when 'DATETIME' then '{"kind": "none"}'
        when 'BOOLEAN' then '{"kind": "none"}'
        when 'OWNERLOOKUP' then '{"kind": "none"}'
        else case when definition ->> 'type' in ('INTEGER', 'BIGINT', 'DOUBLE', 'PERCENT', 'CURRENCY')
            then jsonb_build_object('kind', 'number', 'precision', definition -> 'precision', 'scale', definition -> 'scale')
            else jsonb_build_object('kind', 'text', 'length', definition -> 'length', 'rich', false, 'composedOf',
                definition -> 'composedOf')
            end
        end);
update ${schema}.sys_module set definition = definition || '{"kind": "ORDINARY", "hidden": false, "searchFields": []}';
