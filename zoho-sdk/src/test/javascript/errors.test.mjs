/** What is refused is told by the client's own exception, with our code. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { accessToken, connect, expect, fill, listed, needed, parameters, plain, record, refused } from './zoho.mjs';

const { Record, Fields, Users, Variables } = zoho;

const leads = () => new Record.RecordOperations('Leads');
const body = (...records) => fill(new Record.BodyWrapper(), { Data: records.map(record) });
const fields = (...names) => parameters([Record.GetRecordsParam.FIELDS, names.join(',')]);

before(() => connect());

test('an unknown id is told as such, by every method', async () => {
  refused((await leads().getRecord(1n)).getObject(), 'NOT_FOUND');
  const changed = await leads().updateRecord(1n, await body({ City: 'Ghent' }));
  refused(expect(changed, Record.ActionWrapper, 400).getData()[0], 'INVALID_DATA');
  refused(expect(await leads().deleteRecord(1n), Record.ActionWrapper, 400).getData()[0], 'INVALID_DATA');
  refused((await leads().cloneRecord(1n)).getObject(), 'NOT_FOUND');
  refused((await new Users.UsersOperations().getUser(1n)).getObject(), 'NOT_FOUND');
  refused((await new Variables.VariablesOperations().getVariableById(1n)).getObject(), 'INVALID_DATA');
});

test('an unknown module and an unknown field are told as such', async () => {
  const operations = new Fields.FieldsOperations();
  const response = await operations.getFields(await parameters([Fields.GetFieldsParam.MODULE, 'Nonsense']));
  refused(response.getObject(), 'INVALID_MODULE');
  refused((await leads().getRecords(await fields('Nonsense'))).getObject(), 'INVALID_FIELD');
  // The client asks for the fields of the module first, and throws what it hears.
  await assert.rejects(new Record.RecordOperations('Nonsense').getRecords(await fields('id')), (error) =>
    JSON.stringify(plain(error)).includes('INVALID_MODULE'),
  );
});

test('a missing parameter is named', async () => {
  refused((await leads().getRecords()).getObject(), 'REQUIRED_PARAM_MISSING', { param_name: 'fields' });
});

test('more records than a request may have are refused whole', async () => {
  const many = await body(...Array.from({ length: 1001 }, () => ({ Last_Name: 'Ali', Company: 'Acme' })));
  refused((await leads().createRecords(many)).getObject(), 'LIMIT_EXCEEDED', { limit: 1000 });
});

test('an address that is not there and a verb that is not taken are errors, not pages', async () => {
  refused((await new zoho.Taxes.TaxesOperations().getTaxes()).getObject(), 'INVALID_URL_PATTERN');
});

test('a token without the scope does no more than its scopes say', async () => {
  await connect(accessToken(needed('READER_TOKEN')));
  try {
    listed(await leads().getRecords(await fields('Last_Name')), Record);
    refused((await leads().createRecords(await body({ Last_Name: 'Ali', Company: 'Acme' }))).getObject(), 'OAUTH_SCOPE_MISMATCH');
    refused((await leads().deleteRecord(1n)).getObject(), 'OAUTH_SCOPE_MISMATCH');
    refused((await new Users.UsersOperations().getUsers()).getObject(), 'OAUTH_SCOPE_MISMATCH');
  } finally {
    await connect();
  }
});

test('tokens that were revoked or made up open nothing', async () => {
  for (const token of [needed('REVOKED_TOKEN'), '1000.made.up']) {
    await connect(accessToken(token));
    refused((await new Users.UsersOperations().getUsers()).getObject(), 'INVALID_TOKEN');
  }
  await connect();
});
