/** Records, one by one and in lists. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, done, expect, fill, headers, ids, listed, nothing, parameters, plain, record, refused, text, unique } from './zoho.mjs';

const api = zoho.Record;
const { Choice } = zoho;

before(() => connect());

const of = (module) => new api.RecordOperations(module);

const body = (...records) => fill(new api.BodyWrapper(), { Data: records.map(record) });

async function made(module, ...values) {
  return ids(expect(await of(module).createRecords(await body(...values)), api.ActionWrapper, 201).getData());
}

const leads = (...values) => made('Leads', ...values.map((each) => ({ Last_Name: 'Ali', Company: 'Acme', ...each })));

async function read(module, id) {
  return listed(await of(module).getRecord(id), api).getData()[0];
}

async function names(response, field = 'Last_Name') {
  return listed(response, api).getData().map((row) => row.getKeyValue(field));
}

test('a record is made and read back by type', async () => {
  const response = await of('Leads').createRecords(
    await body({
      Last_Name: 'Ali',
      Company: 'Acme',
      Email: 'ali@example.org',
      Annual_Revenue: 12.5,
      No_of_Employees: 7,
      Lead_Status: new Choice('Contacted'),
      Email_Opt_Out: true,
      Description: 'two\nlines "quoted" <b>',
    }),
  );
  const [row] = done(expect(response, api.ActionWrapper, 201).getData(), 'record added');
  assert.equal(row.getCode().getValue(), 'SUCCESS');
  const details = row.getDetails();
  assert.ok(details.get('Created_Time') instanceof Date);
  assert.ok(details.get('Modified_By').getId() > 0n);

  const [id] = ids([row]);
  const shown = await read('Leads', id);
  assert.equal(shown.getId(), id);
  assert.equal(shown.getKeyValue('Last_Name'), 'Ali');
  assert.equal(shown.getKeyValue('Email'), 'ali@example.org');
  assert.equal(shown.getKeyValue('Annual_Revenue'), 12.5);
  assert.equal(shown.getKeyValue('No_of_Employees'), 7);
  assert.equal(text(shown.getKeyValue('Lead_Status')), 'Contacted');
  assert.equal(shown.getKeyValue('Email_Opt_Out'), true);
  assert.equal(shown.getKeyValue('Description'), 'two\nlines "quoted" <b>');
  assert.equal(shown.getKeyValue('Owner').constructor.name, 'MinifiedUser');
  assert.ok(shown.getCreatedTime() instanceof Date);
  assert.deepEqual(shown.getTag(), []);
});

test('only the fields that were asked for are told', async () => {
  const [id] = await leads({ City: 'Ghent' });
  const response = await of('Leads').getRecord(id, await parameters([api.GetRecordParam.FIELDS, 'City,Company']));
  const [row] = listed(response, api).getData();
  assert.deepEqual([...row.getKeyValues().keys()].sort(), ['City', 'Company', 'id']);
});

test('a lookup leads to its record, by id and name', async () => {
  const [account] = await made('Accounts', { Account_Name: 'Acme' });
  const [contact] = await made('Contacts', { Last_Name: 'Ali', Account_Name: record({ id: account }) });
  const lookup = (await read('Contacts', contact)).getKeyValue('Account_Name');
  assert.ok(lookup instanceof api.Record);
  assert.equal(lookup.getId(), account);
  assert.equal(lookup.getKeyValue('name'), 'Acme');
});

test('dates and times are kept', async () => {
  const [deal] = await made('Deals', {
    Deal_Name: 'Boats',
    Stage: new Choice('Qualification'),
    Closing_Date: new Date(2031, 4, 17),
  });
  const closing = (await read('Deals', deal)).getKeyValue('Closing_Date');
  assert.deepEqual([closing.getFullYear(), closing.getMonth(), closing.getDate()], [2031, 4, 17]);

  const start = new Date('2031-05-17T09:20:00Z');
  const [event] = await made('Events', {
    Event_Title: 'Launch',
    Start_DateTime: start,
    End_DateTime: new Date('2031-05-17T10:20:00Z'),
  });
  assert.equal((await read('Events', event)).getKeyValue('Start_DateTime').getTime(), start.getTime());
});

test('a list comes in pages, by number and by token', async () => {
  // Other files of tests run at the same time; none of them makes solutions.
  await made('Solutions', { Solution_Title: 'A' }, { Solution_Title: 'B' }, { Solution_Title: 'C' });
  const P = api.GetRecordsParam;
  const page = async (...more) =>
    listed(
      await of('Solutions').getRecords(
        await parameters(
          [P.FIELDS, 'Solution_Title'],
          [P.PER_PAGE, 2],
          [P.SORT_BY, 'Solution_Title'],
          [P.SORT_ORDER, 'asc'],
          ...more,
        ),
      ),
      api,
    );
  const first = await page([P.PAGE, 1]);
  const names = (list) => list.getData().map((row) => row.getKeyValue('Solution_Title'));
  assert.deepEqual(names(first), ['A', 'B']);
  assert.equal(first.getInfo().getCount(), 2);
  assert.equal(first.getInfo().getPerPage(), 2);
  assert.equal(first.getInfo().getMoreRecords(), true);
  assert.equal(text(first.getInfo().getSortOrder()), 'asc');
  assert.deepEqual(names(await page([P.PAGE, 2])), ['C']);
  const rest = await page([P.PAGE_TOKEN, first.getInfo().getNextPageToken()]);
  assert.deepEqual(names(rest), ['C']);
  assert.equal(rest.getInfo().getMoreRecords(), false);
});

test('records are listed by their ids', async () => {
  const [one, , three] = await leads({ Last_Name: 'A' }, { Last_Name: 'B' }, { Last_Name: 'C' });
  const P = api.GetRecordsParam;
  const response = await of('Leads').getRecords(
    await parameters([P.FIELDS, 'Last_Name'], [P.IDS, `${one},${three}`]),
  );
  assert.deepEqual((await names(response)).sort(), ['A', 'C']);
});

test('an empty list is no content', async () => {
  nothing(await of('Price_Books').getRecords(await parameters([api.GetRecordsParam.FIELDS, 'id'])));
});

test('a list that did not change is not sent again', async () => {
  await leads({});
  const fields = await parameters([api.GetRecordsParam.FIELDS, 'Last_Name']);
  const since = (time) => headers([api.GetRecordsHeader.IF_MODIFIED_SINCE, new Date(time)]);
  nothing(await of('Leads').getRecords(fields, await since('2999-01-01T00:00:00Z')), 304);
  listed(await of('Leads').getRecords(fields, await since('2001-01-01T00:00:00Z')), api);
});

test('records are changed, one by its address and several by their ids', async () => {
  const [one, two] = await leads({}, {});
  const single = await of('Leads').updateRecord(one, await body({ City: 'Ghent' }));
  done(expect(single, api.ActionWrapper, 200).getData(), 'record updated');
  const several = await of('Leads').updateRecords(await body({ id: one, State: 'S' }, { id: two, City: 'Bruges' }));
  assert.deepEqual(ids(expect(several, api.ActionWrapper, 200).getData()), [one, two]);

  const shown = await read('Leads', one);
  assert.equal(shown.getKeyValue('City'), 'Ghent');
  assert.equal(shown.getKeyValue('State'), 'S');
  assert.equal((await read('Leads', two)).getKeyValue('City'), 'Bruges');
});

test('null clears a field', async () => {
  const [account] = await made('Accounts', { Account_Name: 'Acme' });
  const [id] = await made('Contacts', {
    Last_Name: 'Ali',
    Email: 'ali@example.org',
    Account_Name: record({ id: account }),
    Date_of_Birth: new Date(1990, 1, 2),
  });
  const cleared = { Email: null, Account_Name: null, Date_of_Birth: null };
  done(expect(await of('Contacts').updateRecord(id, await body(cleared)), api.ActionWrapper, 200).getData());
  const shown = await read('Contacts', id);
  for (const field of Object.keys(cleared)) {
    assert.equal(shown.getKeyValue(field), null, field);
  }
  assert.equal(shown.getKeyValue('Last_Name'), 'Ali');
});

test('bad rows are answered in their places', async () => {
  const response = await of('Leads').createRecords(
    await body(
      { Last_Name: 'Good', Company: 'Acme' },
      { Last_Name: 'Bad', Company: 'Acme', Email: 'nonsense' },
      { Last_Name: 'Good', Company: 'Acme' },
    ),
  );
  const [first, second, third] = expect(response, api.ActionWrapper, 207).getData();
  done([first, third]);
  refused(second, 'INVALID_DATA', { api_name: 'Email', json_path: '$.data[1].Email', expected_data_type: 'email' });

  const all = await of('Leads').createRecords(await body({ Last_Name: 'Bad', Company: 'Acme', Email: 'nonsense' }));
  refused(expect(all, api.ActionWrapper, 400).getData()[0], 'INVALID_DATA', { api_name: 'Email' });
});

test('a field that must be there is missed', async () => {
  const response = await of('Leads').createRecords(await body({ Company: 'Acme' }));
  const [row] = expect(response, api.ActionWrapper, 400).getData();
  refused(row, 'MANDATORY_NOT_FOUND', { api_name: 'Last_Name', json_path: '$.data[0].Last_Name' });
});

test('a choice that is none is refused by the client itself, if it is asked to', async () => {
  await connect(undefined, new zoho.SDKConfigBuilder().pickListValidation(true));
  try {
    const wish = (status) => body({ Last_Name: 'Ali', Company: 'Acme', Lead_Status: new Choice(status) });
    await assert.rejects(async () => of('Leads').createRecords(await wish('Nonsense')), /UNACCEPTED/);
    ids(expect(await of('Leads').createRecords(await wish('Contacted')), api.ActionWrapper, 201).getData());
  } finally {
    await connect();
  }
});

test('upsert changes what is there and makes the rest', async () => {
  const email = `${unique('u').replace(' ', '-')}@example.org`;
  const [id] = await made('Contacts', { Last_Name: 'Ali', Email: email });
  const wish = await body(
    { Last_Name: 'Changed', Email: email },
    { Last_Name: 'New', Email: `new-${email}` },
  );
  wish.setDuplicateCheckFields(['Email']);
  const [changed, added] = done(expect(await of('Contacts').upsertRecords(wish), api.ActionWrapper).getData());
  assert.equal(text(changed.getAction()), 'update');
  assert.equal(changed.getDuplicateField(), 'Email');
  assert.equal(text(changed.getMessage()), 'record updated');
  assert.deepEqual(ids([changed]), [id]);
  assert.equal(text(added.getAction()), 'insert');
  assert.equal(added.getDuplicateField() ?? null, null);
  assert.equal((await read('Contacts', id)).getKeyValue('Last_Name'), 'Changed');
});

test('deleted records are in the recycle bin', async () => {
  const [one, two, three] = await made('Cases', ...['A', 'B', 'C'].map((name) => ({
    Subject: name,
    Case_Origin: new Choice('Email'),
    Status: new Choice('New'),
  })));
  done(expect(await of('Cases').deleteRecord(one), api.ActionWrapper, 200).getData(), 'record deleted');
  const several = await of('Cases').deleteRecords(await parameters([api.DeleteRecordsParam.IDS, `${two},${three}`]));
  assert.deepEqual(ids(expect(several, api.ActionWrapper, 200).getData()), [two, three]);

  refused((await of('Cases').getRecord(one)).getObject(), 'NOT_FOUND');
  const response = await of('Cases').getDeletedRecords(await parameters([api.GetDeletedRecordsParam.TYPE, 'recycle']));
  const gone = expect(response, api.DeletedRecordsWrapper, 200);
  assert.deepEqual(new Set(gone.getData().map((row) => row.getId())), new Set([one, two, three]));
  const [row] = gone.getData().filter((each) => each.getId() === two);
  assert.equal(row.getDisplayName(), 'B');
  assert.equal(row.getType(), 'recycle');
  assert.ok(row.getDeletedTime() instanceof Date);
  assert.ok(row.getDeletedBy().getId() > 0n);
  assert.equal(gone.getInfo().getMoreRecords(), false);
});

test('records are found by criteria, email, phone and word', async () => {
  const word = unique('Zanzibar').replace(/\W/g, '');
  await leads(
    { Last_Name: word, Email: `${word}@example.org`, Phone: '+32 2 555 12 12', City: word },
    { Last_Name: `${word}b`, City: word },
  );
  const P = api.SearchRecordsParam;
  const search = async (...pairs) => of('Leads').searchRecords(await parameters(...pairs));
  const both = [word, `${word}b`].sort();
  assert.deepEqual((await names(await search([P.CRITERIA, `((City:equals:${word})and(Last_Name:starts_with:Zan))`]))).sort(), both);
  assert.deepEqual(await names(await search([P.EMAIL, `${word}@example.org`])), [word]);
  assert.ok((await names(await search([P.PHONE, '+32 2 555 12 12']))).includes(word));
  assert.ok((await names(await search([P.WORD, word]))).includes(word));
  nothing(await search([P.CRITERIA, '(Last_Name:equals:nobody at all)']));
  refused((await search([P.CRITERIA, '((Last_Name:equals'])).getObject(), 'INVALID_QUERY');
});

test('records are counted', async () => {
  const city = unique('City');
  await leads({ City: city }, { City: city }, {});
  const count = await of('Leads').recordCount(await parameters([api.RecordCountParam.CRITERIA, `(City:equals:${city})`]));
  assert.equal(Number(expect(count, api.CountWrapper, 200).getCount()), 2);
  assert.ok(expect(await of('Leads').recordCount(), api.CountWrapper, 200).getCount() >= 3);
});

test('many records get the same values', async () => {
  const all = await leads({}, {});
  const wish = await fill(new api.MassUpdateBodyWrapper(), {
    Data: [record({ City: 'Mass' })],
    Ids: all.map(String),
    OverWrite: true,
  });
  const rows = expect(await of('Leads').massUpdateRecords(wish), api.MassUpdateActionWrapper, 200).getData();
  done(rows, 'record updated');
  for (const id of all) {
    assert.equal((await read('Leads', id)).getKeyValue('City'), 'Mass');
  }
});

test('records change hands, one and many', async () => {
  const users = new zoho.Users.UsersOperations();
  const others = listed(await users.getUsers(await parameters([zoho.Users.GetUsersParam.TYPE, 'ActiveUsers'])), zoho.Users);
  const [me, other] = others.getUsers();
  const owners = new zoho.ChangeOwner.ChangeOwnerOperations('Leads');
  const [one, two] = await leads({}, {});
  const { Owner, BodyWrapper, MassWrapper, ActionWrapper } = zoho.ChangeOwner;
  const owner = async (user) => fill(new Owner(), { Id: user.getId() });
  const single = await owners.singleUpdate(one, await fill(new BodyWrapper(), { Owner: owner(other) }));
  done(expect(single, ActionWrapper, 200).getData(), 'owner is successfully updated');
  assert.equal((await read('Leads', one)).getKeyValue('Owner').getId(), other.getId());
  const many = await owners.massUpdate(await fill(new MassWrapper(), { Ids: [one, two], Owner: owner(me) }));
  done(expect(many, ActionWrapper, 200).getData());
  assert.equal((await read('Leads', one)).getKeyValue('Owner').getId(), me.getId());
});

test('a record is made like another', async () => {
  const [id] = await leads({ City: 'Ghent' });
  const [copy] = ids(expect(await of('Leads').cloneRecord(id), api.ActionWrapper, 201).getData());
  assert.notEqual(copy, id);
  assert.equal((await read('Leads', copy)).getKeyValue('City'), 'Ghent');
});

test('a field of its own stands in for the id', async () => {
  const email = `${unique('x').replace(' ', '-')}@example.org`;
  const [id] = await made('Contacts', { Last_Name: 'Ali', Email: email });
  const external = (header) => headers([header.X_EXTERNAL, 'Contacts.Email']);
  const found = await of('Contacts').getRecordUsingExternalId(email, null, await external(api.GetRecordUsingExternalIDHeader));
  assert.equal(listed(found, api).getData()[0].getId(), id);
  const changed = await of('Contacts').updateRecordUsingExternalId(
    email,
    await body({ First_Name: 'Ada' }),
    await external(api.UpdateRecordUsingExternalIDHeader),
  );
  done(expect(changed, api.ActionWrapper, 200).getData());
  const gone = await of('Contacts').deleteRecordUsingExternalId(
    email,
    null,
    await external(api.DeleteRecordUsingExternalIDHeader),
  );
  assert.deepEqual(ids(expect(gone, api.ActionWrapper, 200).getData()), [id]);
});

test('records are asked for in the query language', async () => {
  const city = unique('Coql');
  await leads({ Last_Name: 'A', City: city }, { Last_Name: 'B', City: city }, { Last_Name: 'C', City: city });
  const coql = zoho.Coql;
  const ask = async (query) =>
    new coql.CoqlOperations().getRecords(await fill(new coql.BodyWrapper(), { SelectQuery: query }));
  const found = listed(
    await ask(`select Last_Name, City from Leads where City = '${city}' order by Last_Name asc limit 2`),
    coql,
  );
  assert.deepEqual(found.getData().map((row) => row.getKeyValue('Last_Name')), ['A', 'B']);
  assert.ok(found.getData()[0].getId() > 0n);
  assert.equal(found.getInfo().getCount(), 2);
  assert.equal(found.getInfo().getMoreRecords(), true);
  nothing(await ask(`select id from Leads where City = 'nowhere at all'`));
  refused((await ask('select from')).getObject(), 'SYNTAX_ERROR');
  refused((await ask('select Nonsense from Leads limit 1')).getObject(), 'INVALID_QUERY');
});
