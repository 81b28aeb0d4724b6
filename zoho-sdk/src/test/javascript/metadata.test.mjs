/** Modules, fields, layouts, lists and views, read and written; and values of every type of field. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, done, downloaded, expect, fill, ids, listed, nothing, parameters, record, refused, text } from './zoho.mjs';

const { Modules, Fields, Layouts, RelatedLists, CustomViews, GlobalPicklists, Record, RelatedRecords, Choice } = zoho;

const modules = new Modules.ModulesOperations();
const fields = new Fields.FieldsOperations();
const of = (param, module) => parameters([param.MODULE, module]);

before(() => connect());

async function fieldsOf(module) {
  return listed(await fields.getFields(await of(Fields.GetFieldsParam, module)), Fields).getFields();
}

async function fieldOf(module, name) {
  return (await fieldsOf(module)).filter((field) => field.getAPIName() === name)[0];
}

async function addField(module, values) {
  const field = await fill(new Fields.Fields(), values);
  const wish = await fill(new Fields.BodyWrapper(), { Fields: [field] });
  const response = await fields.createField(wish, await of(Fields.CreateFieldParam, module));
  return ids(expect(response, Fields.ActionWrapper, 201).getFields())[0];
}

async function addModule(singular, plural) {
  const shown = { field_label: `${singular} Name`, data_type: 'text' };
  const module = await fill(new Modules.Modules(), { SingularLabel: singular, PluralLabel: plural, DisplayField: shown });
  const response = await modules.createCustomModules(await fill(new Modules.BodyWrapper(), { Modules: [module] }));
  return ids(expect(response, Modules.ActionWrapper, 201).getModules())[0];
}

async function make(module, values) {
  const wish = await fill(new Record.BodyWrapper(), { Data: [record(values)] });
  const response = await new Record.RecordOperations(module).createRecords(wish);
  return ids(expect(response, Record.ActionWrapper, 201).getData())[0];
}

async function change(module, id, values) {
  const wish = await fill(new Record.BodyWrapper(), { Data: [record(values)] });
  done(expect(await new Record.RecordOperations(module).updateRecord(id, wish), Record.ActionWrapper, 200).getData());
}

async function read(module, id) {
  return listed(await new Record.RecordOperations(module).getRecord(id), Record).getData()[0];
}

test('modules are listed and read by name and id', async () => {
  const all = listed(await modules.getModules(), Modules).getModules();
  const [leads] = all.filter((module) => module.getAPIName() === 'Leads');
  assert.equal(leads.getSingularLabel(), 'Lead');
  assert.equal(leads.getPluralLabel(), 'Leads');
  assert.equal(leads.getAPISupported(), true);
  assert.equal(text(leads.getGeneratedType()), 'default');
  assert.equal(leads.getCreatable(), true);
  for (const response of [await modules.getModuleByAPIName('Leads'), await modules.getModule(leads.getId())]) {
    const [module] = listed(response, Modules).getModules();
    assert.equal(module.getId(), leads.getId());
    assert.ok(module.getCustomView().getId() > 0n);
  }
  refused((await modules.getModuleByAPIName('Nonsense')).getObject(), 'INVALID_MODULE');
});

test('a module is made, renamed, and its records are kept', async () => {
  const id = await addModule('Boat', 'Boats');
  const boat = await make('Boats', { Boat_Name: 'Ada' });
  const renamed = await fill(new Modules.Modules(), { PluralLabel: 'Ships' });
  const wish = await fill(new Modules.BodyWrapper(), { Modules: [renamed] });
  done(expect(await modules.updateModule(id, wish), Modules.ActionWrapper, 200).getModules());
  done(expect(await modules.updateModuleByAPIName('Boats', wish), Modules.ActionWrapper, 200).getModules());
  const [module] = listed(await modules.getModule(id), Modules).getModules();
  assert.equal(module.getPluralLabel(), 'Ships');
  assert.equal(text(module.getGeneratedType()), 'custom');
  assert.equal((await read('Boats', boat)).getKeyValue('Boat_Name'), 'Ada');
});

test('every field of every module says what the client needs', async () => {
  for (const module of listed(await modules.getModules(), Modules).getModules()) {
    for (const field of await fieldsOf(module.getAPIName())) {
      const name = `${module.getAPIName()}.${field.getAPIName()}`;
      assert.ok(field.getId() > 0n, name);
      assert.ok(field.getFieldLabel().length > 0, name);
      assert.equal(typeof field.getSystemMandatory(), 'boolean', name);
      if (field.getDataType() === 'lookup') {
        assert.ok(field.getLookup().getModule().getAPIName().length > 0, name);
      }
      if (field.getDataType() === 'picklist') {
        assert.ok(field.getPickListValues().every((value) => value.getDisplayValue().length > 0), name);
      }
    }
  }
});

test('a field is made, read, changed, and taken out', async () => {
  const value = (name) => fill(new Fields.PickListValue(), { DisplayValue: name, ActualValue: name });
  const id = await addField('Campaigns', {
    FieldLabel: 'Season',
    DataType: 'picklist',
    PickListValues: [await value('Summer'), await value('Winter')],
    Tooltip: fill(new Fields.Tooltip(), { Name: 'info_icon', Value: 'When it runs' }),
  });
  const read = async () =>
    listed(await fields.getField(id, await of(Fields.GetFieldParam, 'Campaigns')), Fields).getFields()[0];
  const season = await read();
  assert.equal(season.getAPIName(), 'Season');
  assert.equal(season.getDataType(), 'picklist');
  assert.deepEqual(season.getPickListValues().map((each) => each.getDisplayValue()), ['Summer', 'Winter']);
  assert.equal(season.getTooltip().getValue(), 'When it runs');

  const wish = await fill(new Fields.BodyWrapper(), {
    Fields: [await fill(new Fields.Fields(), { FieldLabel: 'Time of year' })],
  });
  const changed = await fields.updateField(id, wish, await of(Fields.UpdateFieldParam, 'Campaigns'));
  done(expect(changed, Fields.ActionWrapper, 200).getFields());
  assert.equal((await read()).getFieldLabel(), 'Time of year');
  const gone = await fields.deleteField(id, await of(Fields.DeleteFieldParam, 'Campaigns'));
  done(expect(gone, Fields.ActionWrapper, 200).getFields());
  assert.equal(await fieldOf('Campaigns', 'Season'), undefined);
});

test('a layout is read and changed', async () => {
  await addModule('Harbour', 'Harbours');
  await addField('Harbours', { FieldLabel: 'Depth', DataType: 'double', Length: 10, DecimalPlace: 2 });
  const layouts = new Layouts.LayoutsOperations();
  const all = async () => listed(await layouts.getLayouts(await of(Layouts.GetLayoutsParam, 'Harbours')), Layouts).getLayouts();
  const [layout] = await all();
  assert.equal(text(layout.getStatus()), 'active');
  assert.ok(layout.getSections()[0].getFields().some((field) => field.getAPIName() === 'Harbour_Name'));
  const section = await fill(new Layouts.Sections(), {
    Name: 'Harbour',
    DisplayLabel: 'Harbour',
    ColumnCount: 1,
    SequenceNumber: 1,
    Fields: await Promise.all(
      ['Depth', 'Harbour_Name'].map((name) => fill(new Layouts.SectionField(), { APIName: name })),
    ),
  });
  const wish = await fill(new Layouts.BodyWrapper(), {
    Layouts: [await fill(new Layouts.Layouts(), { Sections: [section] })],
  });
  const changed = await layouts.updateCustomLayout(layout.getId(), wish, await of(Layouts.UpdateCustomLayoutParam, 'Harbours'));
  done(expect(changed, Layouts.ActionWrapper, 200).getLayouts());
  const [after] = (await all())[0].getSections();
  assert.deepEqual(after.getFields().map((field) => field.getAPIName()), ['Depth', 'Harbour_Name']);
  const one = await layouts.getLayout(layout.getId(), await of(Layouts.GetLayoutParam, 'Harbours'));
  assert.equal(listed(one, Layouts).getLayouts()[0].getId(), layout.getId());
});

test('related lists, custom views and pipelines are read', async () => {
  const lists = listed(
    await new RelatedLists.RelatedListsOperations().getRelatedLists(await of(RelatedLists.GetRelatedListsParam, 'Accounts')),
    RelatedLists,
  ).getRelatedLists();
  const [contacts] = lists.filter((list) => list.getAPIName() === 'Contacts');
  assert.equal(contacts.getModule().getAPIName(), 'Contacts');
  assert.ok(contacts.getHref().length > 0);
  const one = await new RelatedLists.RelatedListsOperations().getRelatedList(
    contacts.getId(),
    await of(RelatedLists.GetRelatedListParam, 'Accounts'),
  );
  assert.equal(listed(one, RelatedLists).getRelatedLists()[0].getAPIName(), 'Contacts');

  const operations = new CustomViews.CustomViewsOperations();
  const views = listed(await operations.getCustomViews(await of(CustomViews.GetCustomViewsParam, 'Leads')), CustomViews);
  const [view] = views.getCustomViews();
  assert.equal(view.getDefault(), true);
  assert.ok(view.getFields().length > 0);
  assert.equal(BigInt(views.getInfo().getDefault()), view.getId());
  const same = await operations.getCustomView(view.getId(), await of(CustomViews.GetCustomViewParam, 'Leads'));
  assert.equal(listed(same, CustomViews).getCustomViews()[0].getId(), view.getId());

  const layout = listed(
    await new Layouts.LayoutsOperations().getLayouts(await of(Layouts.GetLayoutsParam, 'Deals')),
    Layouts,
  ).getLayouts()[0];
  nothing(await new zoho.Pipeline.PipelineOperations(layout.getId()).getPipelines());
});

test('a global picklist is made, changed and deleted', async () => {
  const operations = new GlobalPicklists.GlobalPicklistsOperations();
  const wish = async (label, ...values) =>
    fill(new GlobalPicklists.BodyWrapper(), {
      GlobalPicklists: [
        await fill(new GlobalPicklists.Picklist(), {
          DisplayLabel: label,
          PickListValues: await Promise.all(
            values.map((value) => fill(new GlobalPicklists.PickListValues(), { DisplayValue: value, ActualValue: value })),
          ),
        }),
      ],
    });
  const created = await operations.createGlobalPicklist(await wish('Seas', 'North', 'Baltic'));
  const [id] = ids(expect(created, GlobalPicklists.ActionWrapper, 201).getGlobalPicklists());
  const changed = await operations.updateGlobalPicklist(id, await wish('Waters', 'North', 'Baltic', 'Black'));
  done(expect(changed, GlobalPicklists.ActionWrapper, 200).getGlobalPicklists());
  const shown = listed(await operations.getGlobalPicklist(id), GlobalPicklists).getGlobalPicklists()[0];
  assert.equal(shown.getDisplayLabel(), 'Waters');
  assert.deepEqual(shown.getPickListValues().map((value) => value.getDisplayValue()), ['North', 'Baltic', 'Black']);
  assert.ok(listed(await operations.getGlobalPicklists(), GlobalPicklists).getGlobalPicklists().length > 0);
  done(expect(await operations.deleteGlobalPicklist(id), GlobalPicklists.ActionWrapper, 200).getGlobalPicklists());
});

test('values of every plain type come back as they were sent', async () => {
  await addModule('Thing', 'Things');
  const value = (name) => fill(new Fields.PickListValue(), { DisplayValue: name, ActualValue: name });
  const values = {
    Text: ['text', 'Ünï ✓ "quoted" <b>'],
    Area: ['textarea', 'two\nlines'],
    Mail: ['email', 'ada@example.org'],
    Telephone: ['phone', '+32 2 555 12 12'],
    Site: ['website', 'https://example.org/a?b=c'],
    Whole: ['integer', 123456789],
    Big: ['bigint', 12345678901234567n],
    Broken: ['double', 0.125],
    Share: ['percent', 12.5],
    Money: ['currency', 1234.5],
    Yes: ['boolean', true],
    Day: ['date', new Date(2031, 4, 17)],
    Moment: ['datetime', new Date('2031-05-17T09:20:49Z')],
    Choice: ['picklist', new Choice('One')],
    Choices: ['multiselectpicklist', [new Choice('One'), new Choice('Two')]],
  };
  for (const [label, [type]] of Object.entries(values)) {
    const choices = type.includes('picklist') ? { PickListValues: [await value('One'), await value('Two')] } : {};
    await addField('Things', { FieldLabel: label, DataType: type, ...choices });
  }
  const sent = Object.fromEntries(Object.entries(values).map(([name, [, each]]) => [name, each]));
  const thing = await read('Things', await make('Things', { Thing_Name: 'T', ...sent }));
  for (const [name, [type, expected]] of Object.entries(values)) {
    const shown = thing.getKeyValue(name);
    const what = `${name}: ${type}`;
    if (type === 'date') {
      assert.deepEqual([shown.getFullYear(), shown.getMonth(), shown.getDate()], [2031, 4, 17], what);
    } else if (expected instanceof Date) {
      assert.equal(shown.getTime(), expected.getTime(), what);
    } else if (type === 'multiselectpicklist') {
      assert.deepEqual(shown.map(text), expected.map(text), what);
    } else {
      assert.deepEqual(text(shown), text(expected), what);
    }
  }
});

test('an auto-number, a formula and a roll-up are read', async () => {
  await addModule('Crate', 'Crates');
  await addField('Crates', {
    FieldLabel: 'Number',
    DataType: 'autonumber',
    Autonumber: fill(new Fields.AutoNumber(), { Prefix: 'C-', StartNumber: 7 }),
  });
  await addField('Crates', {
    FieldLabel: 'Twice',
    DataType: 'formula',
    Formula: fill(new Fields.Formula(), { ReturnType: 'double', Expression: '2 * 21' }),
  });
  const crate = await read('Crates', await make('Crates', { Crate_Name: 'C' }));
  assert.match(crate.getKeyValue('Number'), /^C-0*7$/);
  assert.equal(crate.getKeyValue('Twice'), 42);
});

const minified = (module) => fill(new Modules.MinifiedModule(), { APIName: module });
const lookupTo = async (module, label) =>
  fill(new Fields.Lookup(), { Module: await minified(module), DisplayLabel: label });

test('lookups, one and many, to one module and to several', async () => {
  await addModule('Crew', 'Crews');
  await addField('Crews', { FieldLabel: 'Home', DataType: 'lookup', Lookup: lookupTo('Accounts', 'Crews') });
  const many = fill(new Fields.Multiselectlookup(), {
    ConnectedDetails: fill(new Fields.ConnectedDetails(), {
      Module: fill(new Fields.LinkingModule(), { APIName: 'Products' }),
    }),
  });
  await addField('Crews', { FieldLabel: 'Tools', DataType: 'multiselectlookup', Multiselectlookup: many });
  const any = fill(new Fields.MultiModuleLookup(), { Modules: [await minified('Leads'), await minified('Vendors')] });
  await addField('Crews', { FieldLabel: 'Anything', DataType: 'multi_module_lookup', MultiModuleLookup: any });
  await addField('Crews', { FieldLabel: 'Captain', DataType: 'userlookup' });
  await addField('Crews', { FieldLabel: 'Hands', DataType: 'multiuserlookup' });

  const tools = await fieldOf('Crews', 'Tools');
  const linking = tools.getMultiselectlookup().getLinkingDetails();
  assert.equal(tools.getMultiselectlookup().getConnectedDetails().getModule().getAPIName(), 'Products');
  const toTool = linking.getConnectedLookupField().getAPIName();

  const [account, hammer, saw, vendor] = [
    await make('Accounts', { Account_Name: 'Acme' }),
    await make('Products', { Product_Name: 'Hammer' }),
    await make('Products', { Product_Name: 'Saw' }),
    await make('Vendors', { Vendor_Name: 'V' }),
  ];
  const [user] = listed(await new zoho.Users.UsersOperations().getUsers(), zoho.Users).getUsers();
  const person = () => fill(new zoho.Users.MinifiedUser(), { Id: user.getId() });
  const crew = await make('Crews', {
    Crew_Name: 'C',
    Home: record({ id: account }),
    Tools: [record({ [toTool]: record({ id: hammer }) }), record({ [toTool]: record({ id: saw }) })],
    Captain: await person(),
    Hands: [record({ id: user.getId() })],
  });
  const shown = await read('Crews', crew);
  assert.equal(shown.getKeyValue('Home').getKeyValue('name'), 'Acme');
  const chosen = (row) => row.getKeyValue('Tools').map((each) => each.getKeyValue(toTool).getId());
  assert.deepEqual(new Set(chosen(shown)), new Set([hammer, saw]));
  assert.equal(shown.getKeyValue('Tools')[0].getKeyValue(toTool).getKeyValue('name').length > 0, true);
  assert.equal(shown.getKeyValue('Captain').getId(), user.getId());
  assert.deepEqual(shown.getKeyValue('Hands').map((each) => each.getId()), [user.getId()]);

  await change('Crews', crew, { Tools: [record({ [toTool]: record({ id: saw }) })], Home: null });
  assert.deepEqual(chosen(await read('Crews', crew)), [saw]);
  assert.equal((await read('Crews', crew)).getKeyValue('Home'), null);

  // The client reads a lookup to several modules, and writes none itself.
  assert.ok(vendor > 0n);
  assert.deepEqual(
    (await fieldOf('Crews', 'Anything')).getMultiModuleLookup().getModules().map((each) => each.getAPIName()),
    ['Leads', 'Vendors'],
  );
});

test('rows of a subform are made, changed and taken out', async () => {
  await addModule('Voyage', 'Voyages');
  await addField('Voyages', { FieldLabel: 'Stops', DataType: 'subform' });
  const child = (await fieldOf('Voyages', 'Stops')).getAssociatedModule().getModule();
  await addField(child, { FieldLabel: 'Port', DataType: 'text' });
  await addField(child, { FieldLabel: 'Tonnes', DataType: 'double' });
  await addField(child, { FieldLabel: 'Agent', DataType: 'lookup', Lookup: lookupTo('Vendors', 'Stops') });
  const vendor = await make('Vendors', { Vendor_Name: 'Agency' });
  const voyage = await make('Voyages', {
    Voyage_Name: 'V',
    Stops: [record({ Port: 'Ghent', Tonnes: 1.5, Agent: record({ id: vendor }) }), record({ Port: 'Oslo' })],
  });
  const stops = async () => (await read('Voyages', voyage)).getKeyValue('Stops');
  const [ghent, oslo] = await stops();
  assert.equal(ghent.getKeyValue('Port'), 'Ghent');
  assert.equal(ghent.getKeyValue('Tonnes'), 1.5);
  assert.equal(ghent.getKeyValue('Agent').getId(), vendor);
  assert.equal(oslo.getKeyValue('Agent'), null);

  await change('Voyages', voyage, { Stops: [record({ id: ghent.getId(), Port: 'Gent' }), record({ Port: 'Riga' })] });
  const ports = (await stops()).map((row) => row.getKeyValue('Port'));
  assert.ok(ports.includes('Gent') && ports.includes('Riga') && !ports.includes('Ghent'), String(ports));
});

test('files of a field are stored, told and fetched', async () => {
  await addModule('Letter', 'Letters');
  await addField('Letters', { FieldLabel: 'Papers', DataType: 'fileupload' });
  const path = join(mkdtempSync(join(tmpdir(), 'paper-')), 'paper.txt');
  writeFileSync(path, 'all of it');
  const upload = await fill(new zoho.Files.BodyWrapper(), { File: [new zoho.StreamWrapper(null, null, path)] });
  const sent = await new zoho.Files.FilesOperations().uploadFiles(upload);
  const id = done(expect(sent, zoho.Files.ActionWrapper, 200).getData())[0].getDetails().get('id');
  const letter = await make('Letters', {
    Letter_Name: 'L',
    Papers: [await fill(new Record.FileDetails(), { FileIdS: id })],
  });
  const [paper] = (await read('Letters', letter)).getKeyValue('Papers');
  assert.equal(paper.getFileNameS(), 'paper.txt');
  assert.equal(paper.getSizeS(), '9');
  const { FieldAttachments } = zoho;
  const fetched = new FieldAttachments.FieldAttachmentsOperations('Letters', letter, BigInt(paper.getId()));
  const back = await downloaded(await fetched.getFieldAttachments(), FieldAttachments.FileBodyWrapper);
  assert.equal(back.bytes.toString(), 'all of it');
});

test('records are tied by a related list', async () => {
  const many = fill(new Fields.Multiselectlookup(), {
    ConnectedDetails: fill(new Fields.ConnectedDetails(), {
      Module: fill(new Fields.LinkingModule(), { APIName: 'Products' }),
    }),
  });
  await addField('Leads', { FieldLabel: 'Interests', DataType: 'multiselectlookup', Multiselectlookup: many });
  const linking = (await fieldOf('Leads', 'Interests')).getMultiselectlookup().getLinkingDetails().getModule().getAPIName();
  const lead = await make('Leads', { Last_Name: 'Ali', Company: 'Acme' });
  const product = await make('Products', { Product_Name: 'Boat' });
  const related = new RelatedRecords.RelatedRecordsOperations(linking, 'Leads');
  const wish = await fill(new RelatedRecords.BodyWrapper(), { Data: [record({ id: product })] });
  done(expect(await related.updateRelatedRecords(lead, wish), RelatedRecords.ActionWrapper, 200).getData(), 'relation added');
  assert.equal((await read('Leads', lead)).getKeyValue('Interests').length, 1);
  const gone = await related.delinkRecords(lead, await parameters([RelatedRecords.DelinkRecordsParam.IDS, String(product)]));
  done(expect(gone, RelatedRecords.ActionWrapper, 200).getData(), 'relation removed');
  assert.deepEqual((await read('Leads', lead)).getKeyValue('Interests') ?? [], []);

  const account = await make('Accounts', { Account_Name: 'Acme' });
  const contact = await make('Contacts', { Last_Name: 'Ali', Account_Name: record({ id: account }) });
  const contacts = new RelatedRecords.RelatedRecordsOperations('Contacts', 'Accounts');
  const page = await parameters([RelatedRecords.GetRelatedRecordsParam.FIELDS, 'Last_Name']);
  const [row] = listed(await contacts.getRelatedRecords(account, page), RelatedRecords).getData();
  assert.equal(row.getId(), contact);
  nothing(await contacts.getRelatedRecords(await make('Accounts', { Account_Name: 'Empty' }), page));
});
