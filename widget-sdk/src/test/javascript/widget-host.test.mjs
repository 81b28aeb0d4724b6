import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WidgetHost, widgetUrl } from '../../main/resources/META-INF/frontend/widget-host/widget-host.js';
import { FakeChannel, FakeWindow, settle, windowPair } from './fakes.mjs';

const REGISTER = { type: 'SDK.EVENT', eventName: 'REGISTER', appOrigin: 'x' };

function start(options = {}) {
  const { host: hostWindow, widget, frame } = windowPair();
  const requests = [];
  const states = [];
  const clock = { now: 0 };
  const host = new WidgetHost(frame, {
    context: () => ({ locale: 'en_US' }),
    onRequest: (request) => requests.push(request),
    onState: (state, reason) => states.push(reason === undefined ? state : `${state}:${reason}`),
    window: hostWindow,
    now: () => clock.now,
    nonce: () => 'w1',
    ...options,
  });
  const send = (data, from = {}) => hostWindow.deliver(data, { source: widget, ...from });
  const call = (promiseid, data, more = {}) =>
    send({ type: 'SDK.EVENT', eventName: 'CRM_EVENT', uniqueID: 'w1', promiseid, data, ...more });
  return { host, hostWindow, widget, requests, states, clock, send, call };
}

test('answers a registration with the context, then with the events that waited', () => {
  const { host, widget, states, send } = start();
  assert.equal(host.push('PageLoad', { Entity: 'Leads', EntityId: ['1'] }), true);
  assert.deepEqual(widget.posted, []);

  send(REGISTER);

  assert.deepEqual(states, ['registered']);
  assert.deepEqual(
    widget.posted.map(({ data }) => data),
    [
      {
        type: 'FRAMEWORK.EVENT',
        eventName: 'SET_CONTEXT',
        data: { uniqueID: 'w1', locale: 'en_US', localeResource: {}, model: {}, connectors: [] },
      },
      { type: 'FRAMEWORK.EVENT', eventName: 'PageLoad', data: { Entity: 'Leads', EntityId: ['1'] } },
    ],
  );
});

test('passes a request on and answers it once', () => {
  const { host, widget, requests, send, call } = start();
  send(REGISTER);
  call('Promise100', { category: 'READ', APIData: { Entity: 'Leads', RecordID: '1' } });

  assert.deepEqual(requests, [
    {
      promiseId: 'Promise100',
      eventName: 'CRM_EVENT',
      data: { category: 'READ', APIData: { Entity: 'Leads', RecordID: '1' } },
    },
  ]);
  assert.equal(host.respond('Promise100', true, { data: [] }), true);
  assert.equal(host.respond('Promise100', true, { data: [] }), false);
  assert.equal(host.respond('Promise999', true, {}), false);
  assert.deepEqual(widget.posted.at(-1).data, {
    type: 'FRAMEWORK.EVENT',
    eventName: 'EVENT_RESPONSE',
    promiseid: 'Promise100',
    data: { data: [] },
  });
});

test('reads messages that are JSON text', () => {
  const { requests, send, call } = start();
  send(JSON.stringify(REGISTER));
  send(
    JSON.stringify({
      type: 'SDK.EVENT',
      eventName: 'ZDK_EVENT',
      uniqueID: 'w1',
      promiseid: 'p1',
      data: { action: 'alert' },
    }),
  );
  assert.deepEqual(
    requests.map((request) => request.eventName),
    ['ZDK_EVENT'],
  );
  call('p2', null);
  assert.equal(requests.length, 2);
});

test('refuses everything before the registration', () => {
  const { host, requests, call, send, widget } = start();
  call('Promise100', { category: 'READ' });
  send({ type: 'SDK.EVENT', eventName: 'DEREGISTER', uniqueID: 'w1' });
  assert.deepEqual([requests.length, host.state, host.refused, widget.posted.length], [0, 'waiting', 2, 0]);
});

test('ignores other windows, even with the right nonce', () => {
  const { host, requests, send, hostWindow } = start();
  send(REGISTER);
  const stranger = new FakeWindow('stranger');
  for (const source of [stranger, hostWindow, null, undefined]) {
    send({ type: 'SDK.EVENT', eventName: 'CRM_EVENT', uniqueID: 'w1', promiseid: 'p1', data: {} }, { source });
    send({ type: 'SDK.EVENT', eventName: 'DEREGISTER', uniqueID: 'w1' }, { source });
  }
  assert.deepEqual([requests.length, host.state], [0, 'registered']);
});

test('refuses a frame that has a real origin: its sandbox is gone', () => {
  const { host, send, widget } = start();
  send(REGISTER, { origin: 'https://crm.example' });
  assert.deepEqual([host.state, host.refused, widget.posted.length], ['waiting', 1, 0]);
});

test('refuses forged ids', () => {
  const { host, requests, send, call } = start();
  send(REGISTER);
  const forged = ['w2', 'W1', '', null, undefined, 1, ['w1'], { toString: () => 'w1' }];
  for (const uniqueID of forged) {
    call('p1', {}, { uniqueID });
  }
  for (const promiseid of ['', 'a b', 'x'.repeat(65), '__proto__<', null, undefined, 7, {}]) {
    call(promiseid, {});
  }
  assert.equal(requests.length, 0);
  assert.equal(host.refused, forged.length + 8);

  call('p1', { n: 1 });
  call('p1', { n: 2 });
  assert.deepEqual(
    requests.map((request) => request.data),
    [{ n: 1 }],
    'an open id cannot be used again',
  );
});

test('refuses a second registration: the document may be another one', () => {
  const { host, send, widget } = start();
  send(REGISTER);
  send(REGISTER);
  assert.equal(widget.posted.length, 1);
  assert.equal(host.refused, 1);
});

test('refuses what is not an SDK event', () => {
  const { host, requests, send } = start();
  send(REGISTER);
  const hostile = [
    null,
    1,
    'text',
    '{"type":',
    [],
    [REGISTER],
    {},
    { type: 'FRAMEWORK.EVENT', eventName: 'EVENT_RESPONSE', promiseid: 'p1' },
    { type: 'SDK.EVENT' },
    { type: 'SDK.EVENT', eventName: 'toString', uniqueID: 'w1' },
    { type: 'SDK.EVENT', eventName: '__proto__', uniqueID: 'w1' },
    { type: { x: 1 }, eventName: ['CRM_EVENT'] },
  ];
  hostile.forEach((message) => send(message));
  assert.equal(host.refused, hostile.length);
  assert.equal(requests.length, 0);
});

test('drops keys that reach prototypes, at every depth', () => {
  const { requests, send } = start();
  send(REGISTER);
  send(
    '{"type":"SDK.EVENT","eventName":"CRM_EVENT","uniqueID":"w1","promiseid":"p1","data":{"__proto__":{"polluted":1},' +
      '"a":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"keep":2}],"prototype":3}}',
  );
  const { data } = requests[0];
  assert.deepEqual(data, { a: [{ keep: 2 }] });
  assert.equal({}.polluted, undefined);
  assert.equal(data.polluted, undefined);
  assert.equal(Object.getPrototypeOf(data.a[0]), Object.prototype);
});

test('does not take the envelope from a prototype', () => {
  const { host, send } = start();
  send('{"__proto__":{"type":"SDK.EVENT","eventName":"REGISTER"}}');
  assert.deepEqual([host.state, host.refused], ['waiting', 1]);
});

test('copies values into plain JSON', () => {
  const { requests, send, call } = start();
  send(REGISTER);
  call('p1', {
    date: new Date(Date.UTC(2026, 0, 2)),
    nan: Number.NaN,
    infinite: Number.POSITIVE_INFINITY,
    big: 12345678901234567890n,
    map: new Map([['a', 1]]),
    bytes: new Uint8Array(3),
    missing: undefined,
    list: [undefined, 1, new Set()],
    nothing: null,
  });
  assert.deepEqual(requests[0].data, {
    date: '2026-01-02T00:00:00.000Z',
    nan: null,
    infinite: null,
    big: '12345678901234567890',
    list: [null, 1, null],
    nothing: null,
  });
  assert.deepEqual(JSON.parse(JSON.stringify(requests[0].data)), requests[0].data);
});

test('refuses huge requests and lets small ones pass afterwards', () => {
  const { widget, requests, send, call } = start();
  send(REGISTER);
  call('p1', { text: 'x'.repeat(1024 * 1024) });
  call('p2', { list: Array.from({ length: 200_000 }, () => 1) });
  const sparse = [];
  sparse.length = 4_000_000_000;
  call('p3', { sparse });
  const shared = Array.from({ length: 100 }, () => 'y'.repeat(100));
  let bomb = shared;
  for (let level = 0; level < 8; level += 1) {
    bomb = Array.from({ length: 10 }, () => bomb);
  }
  call('p4', bomb);
  call('p5', { [`k${'z'.repeat(1024 * 1024)}`]: 1 });
  assert.equal(requests.length, 0);
  assert.deepEqual(
    widget.posted.slice(1).map(({ data }) => [data.eventName, data.promiseid, data.data.code]),
    ['p1', 'p2', 'p3', 'p4', 'p5'].map((id) => ['EVENT_RESPONSE_FAILURE', id, 'MESSAGE_TOO_LARGE']),
  );

  send(
    `{"type":"SDK.EVENT","eventName":"CRM_EVENT","uniqueID":"w1","promiseid":"p6","data":"${'x'.repeat(1024 * 1024)}"}`,
  );
  assert.equal(requests.length, 0, 'huge text is not even parsed');

  call('p7', { text: 'x'.repeat(900_000) });
  assert.equal(requests.length, 1);
});

test('refuses cycles and deep nesting', () => {
  const { widget, requests, send, call } = start();
  send(REGISTER);
  const cycle = {};
  cycle.self = cycle;
  call('p1', cycle);
  let deep = {};
  for (let level = 0; level < 5000; level += 1) {
    deep = { deep };
  }
  call('p2', deep);
  assert.equal(requests.length, 0);
  assert.deepEqual(
    widget.posted.slice(1).map(({ data }) => data.data.code),
    ['MESSAGE_TOO_DEEP', 'MESSAGE_TOO_DEEP'],
  );
});

test('stops a frame at the 201st message of a second', () => {
  const { host, hostWindow, requests, states, clock, send, call } = start();
  send(REGISTER);
  for (let second = 0; second < 5; second += 1) {
    for (let count = second === 0 ? 1 : 0; count < 200; count += 1) {
      call(`p${second}-${count}`, {});
      host.respond(`p${second}-${count}`, true, {});
    }
    clock.now += 1000;
  }
  assert.deepEqual([host.state, requests.length], ['registered', 999]);
  for (let count = 0; count < 100_000; count += 1) {
    send({ type: 'noise' });
  }
  assert.equal(host.state, 'stopped');
  assert.equal(states.at(-1), 'stopped:flood');
  assert.equal(states.filter((state) => state.startsWith('stopped')).length, 1);
  assert.equal(hostWindow.listeners.get('message').length, 0);
  assert.equal(host.push('PageLoad', {}), false);
});

test('floods of other windows do not stop the widget', () => {
  const { host, send } = start();
  send(REGISTER);
  const stranger = new FakeWindow('stranger');
  for (let count = 0; count < 1000; count += 1) {
    send(REGISTER, { source: stranger });
  }
  assert.equal(host.state, 'registered');
});

test('limits open requests and queued events', () => {
  const { host, widget, requests, send, call } = start({ limits: { openRequests: 3, queuedEvents: 2 } });
  assert.deepEqual(
    [1, 2, 3].map((n) => host.push('Dial', { n })),
    [true, true, false],
  );
  send(REGISTER);
  ['a', 'b', 'c', 'd'].forEach((id) => call(id, {}));
  assert.equal(requests.length, 3);
  assert.deepEqual(widget.posted.at(-1).data.data.code, 'TOO_MANY_REQUESTS');
  host.respond('a', true, null);
  call('e', {});
  assert.equal(requests.length, 4);
});

test('stops when the frame goes elsewhere, and says nothing to who is there', () => {
  const { host, widget, states, send, call } = start();
  host.frameLoaded();
  send(REGISTER);
  call('p1', {});
  host.frameLoaded();
  assert.equal(states.at(-1), 'stopped:navigated');
  const before = widget.posted.length;
  assert.equal(host.respond('p1', true, { secret: 1 }), false);
  assert.equal(host.push('PageLoad', { secret: 1 }), false);
  assert.equal(widget.posted.length, before);
});

test('closes on DEREGISTER with the right id only', () => {
  const { host, states, send } = start();
  send(REGISTER);
  send({ type: 'SDK.EVENT', eventName: 'DEREGISTER', uniqueID: 'other' });
  assert.equal(host.state, 'registered');
  send({ type: 'SDK.EVENT', eventName: 'DEREGISTER', uniqueID: 'w1' });
  assert.equal(states.at(-1), 'closed:deregistered');
});

test('speaks by the port when the widget brings one, and no longer by the window', async () => {
  const { host, widget, requests, send, call } = start();
  const { port1, port2 } = new FakeChannel();
  const answers = [];
  port1.onmessage = ({ data }) => answers.push(data);
  host.push('PageLoad', {});
  send(REGISTER, { ports: [port2] });
  await settle();
  assert.deepEqual(
    answers.map((answer) => answer.eventName),
    ['SET_CONTEXT', 'PageLoad'],
  );

  port1.postMessage({ type: 'SDK.EVENT', eventName: 'CRM_EVENT', uniqueID: 'w1', promiseid: 'p1', data: { n: 1 } });
  port1.postMessage({ type: 'SDK.EVENT', eventName: 'CRM_EVENT', uniqueID: 'w9', promiseid: 'p2', data: { n: 2 } });
  call('p3', { n: 3 });
  await settle();
  assert.deepEqual(
    requests.map((request) => request.data),
    [{ n: 1 }],
  );
  host.respond('p1', false, { code: 'NO_PERMISSION' });
  await settle();
  assert.equal(answers.at(-1).eventName, 'EVENT_RESPONSE_FAILURE');
  assert.deepEqual(widget.posted, [], 'nothing is posted to the window');

  host.dispose();
  host.dispose();
  assert.equal(port2.closed, true);
});

test('counts messages of the port as well', async () => {
  const { host, send } = start();
  const { port1, port2 } = new FakeChannel();
  send(REGISTER, { ports: [port2] });
  for (let count = 0; count < 500; count += 1) {
    port1.postMessage('noise');
  }
  await settle();
  assert.equal(host.state, 'stopped');
});

test('turns a file into text and counts its size', async () => {
  const { widget, requests, send, call } = start();
  send(REGISTER);
  call('p1', { type: 'UPLOAD_FILE', FileData: new Blob(['hello'], { type: 'text/plain' }) });
  call('p2', { FileData: new Blob(['x'.repeat(800_000)]) });
  await settle();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(
    requests.map((request) => request.data),
    [{ type: 'UPLOAD_FILE', FileData: { $file: { name: '', type: 'text/plain', size: 5, base64: 'aGVsbG8=' } } }],
  );
  assert.equal(widget.posted.at(-1).data.data.code, 'MESSAGE_TOO_LARGE');
});

test('gives every instance another nonce', () => {
  const nonces = new Set();
  for (let count = 0; count < 20; count += 1) {
    const { send, widget } = start({ nonce: undefined });
    send(REGISTER);
    nonces.add(widget.posted[0].data.data.uniqueID);
  }
  assert.equal(nonces.size, 20);
  nonces.forEach((nonce) => assert.match(nonce, /^w[0-9a-f]{32}$/));
});

test('opens http addresses only', () => {
  const parameters = { serviceOrigin: 'https://crm.example:8443', locale: 'en_US' };
  assert.equal(
    widgetUrl('/widgets/a/widget.html?x=1#top', 'https://crm.example:8443/app', parameters),
    'https://crm.example:8443/widgets/a/widget.html?x=1&serviceOrigin=https%3A%2F%2Fcrm.example%3A8443&locale=en_US#top',
  );
  for (const source of [
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://crm.example/1',
    'file:///etc/passwd',
    'http://[',
    'about:blank',
  ]) {
    assert.equal(widgetUrl(source, 'https://crm.example/', parameters), null, source);
  }
});
