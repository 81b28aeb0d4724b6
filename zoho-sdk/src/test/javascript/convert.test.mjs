/** A lead becomes an account, a contact and a deal. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, done, expect, fill, ids, listed, record, refused, text } from './zoho.mjs';

const { Record, ConvertLead } = zoho;

before(() => connect());

async function lead() {
  const wish = await fill(new Record.BodyWrapper(), {
    Data: [record({ Last_Name: 'Cleo', Company: 'Acme', Email: 'cleo@example.org', City: 'Ghent' })],
  });
  const response = await new Record.RecordOperations('Leads').createRecords(wish);
  return ids(expect(response, Record.ActionWrapper, 201).getData())[0];
}

async function convert(id, values) {
  const wish = await fill(new ConvertLead.BodyWrapper(), {
    Data: [await fill(new ConvertLead.LeadConverter(), values)],
  });
  return new ConvertLead.ConvertLeadOperations(id).convertLead(wish);
}

const read = async (module, id) =>
  listed(await new Record.RecordOperations(module).getRecord(BigInt(id)), Record).getData()[0];

test('a lead is converted once', async () => {
  const id = await lead();
  const deal = record({
    Deal_Name: 'Boats',
    Closing_Date: new Date(2031, 0, 2),
    Stage: new zoho.Choice('Qualification'),
    Amount: 50.7,
  });
  const response = await convert(id, { Overwrite: true, NotifyLeadOwner: false, NotifyNewEntityOwner: false, Deals: deal });
  const [row] = done(expect(response, ConvertLead.ActionWrapper, 200).getData());
  assert.equal(text(row.getMessage()), 'The record has been converted successfully');
  const details = row.getDetails();
  const of = (name) => details.get(name);
  const idOf = (part) => (part instanceof Map ? part.get('id') : part.getId?.() ?? part.id);
  const contact = await read('Contacts', idOf(of('Contacts')));
  assert.equal(contact.getKeyValue('Last_Name'), 'Cleo');
  assert.equal(contact.getKeyValue('Account_Name').getId(), BigInt(idOf(of('Accounts'))));
  const made = await read('Deals', idOf(of('Deals')));
  assert.equal(made.getKeyValue('Amount'), 50.7);
  assert.equal(made.getKeyValue('Contact_Name').getId(), BigInt(idOf(of('Contacts'))));

  const again = await convert(id, { Overwrite: true });
  refused(again.getObject() instanceof ConvertLead.ActionWrapper ? again.getObject().getData()[0] : again.getObject(), 'ID_ALREADY_CONVERTED');
});
