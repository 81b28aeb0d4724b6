/** The sample of the guide does what it says. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, listed, needed } from './zoho.mjs';

const folder = fileURLToPath(new URL('../../../', import.meta.url));

test('the sample of the guide makes a lead', async () => {
  const guide = readFileSync(join(folder, '../docs/guides/api.md'), 'utf8');
  const [, sample] = /```js\n(import \* as zoho.*?)```/s.exec(guide);
  // Below this folder the sample finds the client.
  mkdirSync(join(folder, 'target'), { recursive: true });
  const place = `${mkdtempSync(join(folder, 'target/guide-'))}/`;
  writeFileSync(`${place}sample.mjs`, sample);
  const { stdout } = await promisify(execFile)(process.execPath, [`${place}sample.mjs`], {
    env: {
      ATELIER: needed('ATELIER'),
      CLIENT_ID: needed('CLIENT_ID'),
      CLIENT_SECRET: needed('CLIENT_SECRET'),
      REFRESH_TOKEN: needed('REFRESH_TOKEN'),
      TOKENS: `${place}tokens.csv`,
      FOLDER: place,
    },
  });
  const [, id] = /^SUCCESS (\d+)$/m.exec(stdout);
  await connect();
  const [lead] = listed(await new zoho.Record.RecordOperations('Leads').getRecord(BigInt(id)), zoho.Record).getData();
  assert.equal(lead.getKeyValue('Last_Name'), 'Ali');
});
