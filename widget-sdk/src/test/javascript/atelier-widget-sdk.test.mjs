import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WidgetHost } from '../../main/resources/META-INF/frontend/widget-host/widget-host.js';
import { FakeWindow, HOST_ORIGIN, loadSdk, settle, windowPair } from './fakes.mjs';

/** Values made in the widget's realm have other prototypes: compare what would be sent. */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** The real SDK against the real host; `answer` plays the server. */
function connect({ answer = () => ({ ok: true, result: {} }), pair = windowPair() } = {}) {
  const { host: hostWindow, widget, frame } = pair;
  const sdk = loadSdk(widget);
  const requests = [];
  const host = new WidgetHost(frame, {
    context: () => ({ locale: 'ru_RU', theme: 'dark' }),
    onRequest: ({ promiseId, data }) => {
      requests.push(data);
      const { ok, result } = answer(data);
      host.respond(promiseId, ok, result);
    },
    window: hostWindow,
  });
  return { ...sdk, host, hostWindow, widget, requests };
}

for (const withPorts of [true, false]) {
  const way = withPorts ? 'port' : 'window';

  test(`registers, gets the page, calls and is answered by the ${way}`, async () => {
    const { ZOHO, host, hostWindow, requests } = connect({
      pair: windowPair({ withPorts }),
      answer: () => ({ ok: true, result: { data: [{ id: '111' }] } }),
    });
    const pages = [];
    ZOHO.embeddedApp.on('PageLoad', (data) => pages.push(data));
    host.push('PageLoad', { Entity: 'Leads', EntityId: ['111'] });
    assert.equal(await ZOHO.embeddedApp.init(), undefined);
    await settle();
    assert.deepEqual(plain(pages), [{ Entity: 'Leads', EntityId: ['111'] }]);
    assert.deepEqual(hostWindow.received[0].data, {
      type: 'SDK.EVENT',
      eventName: 'REGISTER',
      appOrigin: encodeURIComponent('https://crm.example/widgets/sample/widget.html'),
    });

    const body = await ZOHO.CRM.API.getRecord({ Entity: 'Leads', RecordID: '111' });
    assert.deepEqual(plain(body), { data: [{ id: '111' }] });
    assert.deepEqual(requests, [{ category: 'READ', APIData: { Entity: 'Leads', RecordID: '111' }, sdkVersion: '1' }]);
  });
}

test('the envelope of a call is that of version 1', async () => {
  const { ZOHO, hostWindow } = connect({ pair: windowPair({ withPorts: false }) });
  await ZOHO.embeddedApp.init();
  await ZOHO.CRM.CONFIG.getCurrentUser();
  const { data } = hostWindow.received[1];
  assert.deepEqual(Object.keys(data).sort(), [
    'appOrigin',
    'data',
    'eventName',
    'promiseid',
    'time',
    'type',
    'uniqueID',
  ]);
  assert.equal(data.promiseid, 'Promise100');
  assert.equal(data.eventName, 'CRM_EVENT');
});

test('every method sends the message of the protocol', async () => {
  const { ZOHO, requests } = connect();
  await ZOHO.embeddedApp.init();
  const { API, CONFIG, META, FUNCTIONS, CONNECTION, HTTP, UI } = ZOHO.CRM;
  const expected = [];
  const check = (promise, data) => {
    expected.push({ ...data, sdkVersion: '1' });
    return promise;
  };
  await Promise.all([
    check(API.getAllRecords({ Entity: 'Leads', page: 2 }), { category: 'READ', APIData: { Entity: 'Leads', page: 2 } }),
    check(API.getRelatedRecords({ Entity: 'Leads', RecordID: '1', RelatedList: 'Notes' }), {
      category: 'READ',
      APIData: { Entity: 'Leads', RecordID: '1', RelatedList: 'Notes' },
    }),
    check(API.insertRecord({ Entity: 'Leads', APIData: { Last_Name: 'A' }, Trigger: ['workflow'] }), {
      category: 'CREATE',
      type: 'RECORD',
      Entity: 'Leads',
      APIData: { Last_Name: 'A', trigger: ['workflow'] },
    }),
    check(
      API.upsertRecord({ Entity: 'Leads', APIData: { Email: 'a@b.c' }, duplicate_check_fields: ['Email', 'Phone'] }),
      {
        category: 'CREATE',
        type: 'RECORD',
        Entity: 'Leads',
        APIData: { Email: 'a@b.c', action: 'UPSERT', duplicate_check_fields: 'Email,Phone' },
      },
    ),
    check(API.updateRecord({ Entity: 'Leads', APIData: { id: '1', Rating: 'Hot' }, Trigger: [] }), {
      category: 'UPDATE',
      type: 'RECORD',
      Entity: 'Leads',
      APIData: { id: '1', Rating: 'Hot', trigger: [] },
    }),
    check(API.deleteRecord({ Entity: 'Leads', RecordID: '1' }), {
      category: 'DELETE',
      type: 'RECORD',
      Entity: 'Leads',
      RecordID: '1',
    }),
    check(API.searchRecord({ Entity: 'Leads', Type: 'email', Query: 'a@b.c' }), {
      category: 'SEARCH',
      APIData: { Entity: 'Leads', Type: 'email', Query: 'a@b.c' },
    }),
    check(API.coql({ select_query: 'select id from Leads' }), {
      category: 'QUERY',
      APIData: { select_query: 'select id from Leads' },
    }),
    check(API.addNotes({ Entity: 'Leads', RecordID: '1', Title: 'T', Content: 'C' }), {
      category: 'CREATE',
      type: 'NOTES',
      Entity: 'Leads',
      RelatedID: '1',
      APIData: { data: [{ Note_Title: 'T', Note_Content: 'C' }] },
    }),
    check(API.getOrgVariable('key'), { category: 'CONFIG', type: 'VARIABLE', nameSpace: 'key' }),
    check(API.getOrgVariable({ apiKeys: ['a', 'b'] }), {
      category: 'CONFIG',
      type: 'VARIABLE',
      nameSpace: { apiKeys: ['a', 'b'] },
      APIData: {},
    }),
    check(CONFIG.getCurrentUser(), { category: 'CONFIG', type: 'CURRENT_USER' }),
    check(CONFIG.getOrgInfo(), { category: 'CONFIG', type: 'ORG' }),
    check(META.getModules(), { category: 'META', type: 'MODULE_LIST' }),
    check(META.getFields({ Entity: 'Leads' }), { category: 'META', type: 'FIELD_LIST', Entity: 'Leads' }),
    check(META.getLayouts({ Entity: 'Leads', LayoutId: '5' }), {
      category: 'META',
      type: 'LAYOUT',
      Entity: 'Leads',
      LayoutId: '5',
      Id: '5',
    }),
    check(FUNCTIONS.execute('score', { arguments: '{}' }), {
      category: 'FUNCTIONS_EXECUTE',
      customFunctionName: 'score',
      data: { data: { arguments: '{}', auth_type: 'oauth' } },
    }),
    check(CONNECTION.invoke('mail', { url: 'https://x.example', method: 'GET', param_type: 1, parameters: { a: 1 } }), {
      category: 'CRM_CONNECTION',
      connectionName: 'mail',
      data: { data: { url: 'https://x.example', method: 'GET', param_type: 1, parameters: '{"a":1}' } },
    }),
    check(HTTP.get({ url: 'https://x.example/?a=1', params: { 'b c': 'd&e' } }), {
      category: 'CONNECTOR',
      nameSpace: 'wget.get',
      data: { url: 'https://x.example/?a=1&b%20c=d%26e' },
    }),
    check(UI.Resize({ height: '200', width: '300' }), {
      category: 'UI',
      action: 'RESIZE',
      data: { width: '300', height: '200' },
    }),
    check(UI.Record.open({ Entity: 'Leads', RecordID: '1' }), {
      category: 'UI',
      action: { record: 'OPEN' },
      data: { Entity: 'Leads', RecordID: '1' },
    }),
    check(UI.Popup.close(), { category: 'UI', action: { popup: 'CLOSE' } }),
    check(UI.Popup.closeReload(), { category: 'UI', action: { popup: 'CLOSE_RELOAD' } }),
  ]);
  assert.deepEqual(requests, expected);
});

test('does not change what the widget passes in', async () => {
  const { ZOHO } = connect();
  await ZOHO.embeddedApp.init();
  const update = Object.freeze({ Entity: 'Leads', APIData: Object.freeze({ id: '1' }), Trigger: [] });
  await ZOHO.CRM.API.updateRecord(update);
  await ZOHO.CRM.FUNCTIONS.execute('score', Object.freeze({ arguments: '{}' }));
});

test('rejects with the data of the refusal; Atelier rejects with an error', async () => {
  const refusal = {
    code: 'NO_PERMISSION',
    message: 'permission denied',
    details: { permission: 'Leads.edit' },
    status: 'error',
  };
  const { ZOHO, Atelier } = connect({ answer: () => ({ ok: false, result: refusal }) });
  await Atelier.init();
  await assert.rejects(ZOHO.CRM.API.coql({ select_query: 'x' }), (problem) => {
    assert.deepEqual(plain(problem), refusal);
    return true;
  });
  await assert.rejects(Atelier.records.query('x'), (problem) => {
    assert.equal(problem instanceof Atelier.Error, true);
    assert.equal(problem.code, 'NO_PERMISSION');
    assert.deepEqual(plain(problem.details), { permission: 'Leads.edit' });
    return true;
  });
});

test('Atelier turns a refused row of a resolved answer into an error', async () => {
  const row = { code: 'INVALID_DATA', message: 'invalid data', details: { api_name: 'Rating' }, status: 'error' };
  const { Atelier } = connect({ answer: () => ({ ok: true, result: { data: [row] } }) });
  await Atelier.init();
  await assert.rejects(Atelier.records.update('Leads', '1', { Rating: 'x' }), { code: 'INVALID_DATA' });
});

test('Atelier unwraps answers', async () => {
  const answers = {
    READ: { data: [{ id: '1' }], info: { more_records: false } },
    UPDATE: { data: [{ code: 'SUCCESS', status: 'success', message: 'record updated', details: { id: '1' } }] },
    CONFIG: { users: [{ id: '7' }], org: [{ id: '8' }] },
    META: { modules: [{ api_name: 'Leads' }], fields: [{ api_name: 'Rating' }] },
    SEARCH: null,
  };
  const { Atelier, requests } = connect({ answer: (data) => ({ ok: true, result: answers[data.category] ?? null }) });
  const context = await Atelier.init();
  assert.deepEqual([context.locale, context.theme], ['ru_RU', 'dark']);
  assert.deepEqual(plain(await Atelier.records.get('Leads', '1')), { id: '1' });
  assert.equal((await Atelier.records.update('Leads', '1', { Rating: 'Hot' })).code, 'SUCCESS');
  assert.deepEqual(requests.at(-1).APIData, { Rating: 'Hot', id: '1' });
  assert.deepEqual(plain(await Atelier.records.search('Leads', 'word', 'none')), { data: [], info: {} });
  assert.equal((await Atelier.user()).id, '7');
  assert.equal((await Atelier.organization()).id, '8');
  assert.equal((await Atelier.modules())[0].api_name, 'Leads');
  assert.equal((await Atelier.fields('Leads'))[0].api_name, 'Rating');
  await Atelier.records.list('Leads', { fields: ['id', 'Email'], page: 2 });
  assert.deepEqual(requests.at(-1).APIData, { Entity: 'Leads', fields: 'id,Email', page: 2 });
});

test('a late listener still learns the first page', async () => {
  const { Atelier, host } = connect();
  host.push('PageLoad', { Entity: 'Leads', EntityId: ['1'] });
  await Atelier.init();
  await settle();
  assert.equal((await Atelier.page()).Entity, 'Leads');
});

test('calls before init reject, init twice registers once', async () => {
  const { ZOHO, Atelier, hostWindow } = connect();
  await assert.rejects(ZOHO.CRM.API.getRecord({}), { code: 'NOT_INITIALISED' });
  await Promise.all([ZOHO.embeddedApp.init(), ZOHO.embeddedApp.init(), Atelier.init()]);
  assert.equal(hostWindow.received.filter(({ data }) => data.eventName === 'REGISTER').length, 1);
});

test('without a host it says so', async () => {
  for (const search of ['', '?serviceOrigin=', '?serviceOrigin=javascript%3Aalert(1)', '?serviceOrigin=*']) {
    const { ZOHO } = loadSdk(windowPair({ search }).widget);
    await assert.rejects(ZOHO.embeddedApp.init(), { code: 'NO_HOST' });
  }
});

test('believes only its parent with the right origin', async () => {
  const pair = windowPair({ withPorts: false });
  const { ZOHO, widget, hostWindow, host } = connect({ pair });
  const heard = [];
  ZOHO.embeddedApp.on('Notify', (data) => heard.push(data));
  await ZOHO.embeddedApp.init();
  const forged = { type: 'FRAMEWORK.EVENT', eventName: 'Notify', data: 'forged' };
  widget.emit('message', { data: forged, source: new FakeWindow('stranger'), origin: HOST_ORIGIN });
  widget.emit('message', { data: forged, source: hostWindow, origin: 'https://evil.example' });
  widget.emit('message', { data: forged, source: null, origin: HOST_ORIGIN });
  host.push('Notify', 'real');
  await settle();
  assert.deepEqual(heard, ['real']);
});

test('a second context does not change the id', async () => {
  const { ZOHO, host, requests } = connect({ pair: windowPair({ withPorts: false }) });
  await ZOHO.embeddedApp.init();
  host.push('SET_CONTEXT', { uniqueID: 'other' });
  await settle();
  await ZOHO.CRM.META.getModules();
  assert.equal(requests.length, 1);
});

test('one failing listener does not keep the event from the next', async () => {
  const { Atelier, host, errors } = connect();
  const heard = [];
  Atelier.on('Dial', () => {
    throw new Error('mistake');
  });
  Atelier.on('Dial', (data) => heard.push(data.Number));
  await Atelier.init();
  host.push('Dial', { Number: '1' });
  await settle();
  assert.deepEqual(heard, ['1']);
  assert.equal(errors.length, 1);
});

test('what cannot be cloned rejects', async () => {
  const { ZOHO } = connect();
  await ZOHO.embeddedApp.init();
  await assert.rejects(ZOHO.CRM.API.searchRecord({ Entity: () => 1 }), { name: 'DataCloneError' });
});

test('says goodbye when the page goes', async () => {
  const { ZOHO, widget, host } = connect();
  await ZOHO.embeddedApp.init();
  widget.emit('pagehide', {});
  await settle();
  assert.equal(host.state, 'closed');
});
