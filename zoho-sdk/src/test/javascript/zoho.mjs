/** Zoho's client as published, pointed at the server of this run. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';

export const server = needed('ATELIER');

/** Returns what the environment says; these tests have no server of their own. */
export function needed(name) {
  return process.env[name] ?? assert.fail(`the environment has no ${name}`);
}

/** Keeps the one token of a run. */
class MemoryStore extends zoho.TokenStore.MasterModel {
  #token = null;

  async findToken() {
    return this.#token;
  }

  async findTokenById() {
    return this.#token;
  }

  async saveToken(token) {
    token.setId('1');
    this.#token = token;
  }

  async deleteToken() {
    this.#token = null;
  }

  async getTokens() {
    return this.#token === null ? [] : [this.#token];
  }

  async deleteTokens() {
    this.#token = null;
  }
}

/**
 * Starts the client.
 *
 * @param token what the client signs in with; an access token in most tests
 * @param config what differs from the client's defaults
 */
export async function connect(token = accessToken(needed('ACCESS_TOKEN')), config = new zoho.SDKConfigBuilder()) {
  zoho.Initializer.LOCAL.clear();
  const environment = zoho.DataCenter.setEnvironment(server, `${server}/oauth/v2/token`, server);
  const builder = await new zoho.InitializeBuilder();
  await builder
    .environment(environment)
    .token(token)
    .store(new MemoryStore())
    .SDKConfig(config.build())
    .resourcePath(`${mkdtempSync(join(tmpdir(), 'zoho-'))}/`)
    .initialize();
  return token;
}

export function accessToken(text) {
  return new zoho.OAuthBuilder().accessToken(text).findUser(false).build();
}

/** Sets members of one of the client's objects by its own setters, some of which take their time. */
export async function fill(object, values) {
  for (const [name, value] of Object.entries(values)) {
    await object[`set${name}`](await value);
  }
  return object;
}

/** Returns a record with these values, an id among them if there is one. */
export function record({ id, ...values }) {
  const made = new zoho.Record.Record();
  if (id !== undefined) {
    made.setId(BigInt(id));
  }
  for (const [name, value] of Object.entries(values)) {
    made.addKeyValue(name, value);
  }
  return made;
}

/** Returns parameters or headers. */
export async function parameters(...pairs) {
  return filled(new zoho.ParameterMap(), pairs);
}

export async function headers(...pairs) {
  return filled(new zoho.HeaderMap(), pairs);
}

async function filled(map, pairs) {
  for (const [key, value] of pairs) {
    await map.add(key, value);
  }
  return map;
}

/** Returns the client's object of an answer that must be of this class. */
export function expect(response, type, status) {
  const object = response.getObject();
  const answer = `${response.getStatusCode()} ${JSON.stringify(response.getResponseJSON())}`;
  assert.ok(object instanceof type, answer);
  if (status !== undefined) {
    assert.equal(response.getStatusCode(), status, answer);
  }
  return object;
}

/** Returns the file of an answer; the client hands out what it does not wait for. */
export async function downloaded(response, type) {
  assert.equal(response.getStatusCode(), 200);
  const body = await response.getObject();
  assert.ok(body instanceof type, JSON.stringify(response.getResponseJSON()));
  const file = body.getFile();
  return { name: file.getName(), bytes: Buffer.from(file.getStream()) };
}

/** Returns the list that must be there. */
export function listed(response, api) {
  return expect(response, api.ResponseWrapper, 200);
}

/** Fails unless the answer says that there is nothing. */
export function nothing(response, status = 204) {
  assert.equal(response.getStatusCode(), status);
  assert.equal(response.getObject(), null);
}

/** Returns the rows of a change of which every one succeeded. */
export function done(rows, message) {
  for (const row of rows) {
    assert.equal(row.getStatus().getValue(), 'success', JSON.stringify(plain(row)));
    if (message !== undefined) {
      assert.equal(text(row.getMessage()), message);
    }
  }
  return rows;
}

/** Returns the ids of what was written. */
export function ids(rows) {
  return done(rows).map((row) => BigInt(row.getDetails().get('id')));
}

/** Fails unless this is the client's own exception with this code. */
export function refused(object, code, details = {}) {
  assert.equal(object.constructor.name, 'APIException', JSON.stringify(plain(object)));
  assert.equal(object.getStatus().getValue(), 'error');
  assert.equal(object.getCode().getValue(), code);
  assert.ok(text(object.getMessage()).length > 0);
  for (const [name, value] of Object.entries(details)) {
    assert.deepEqual(object.getDetails().get(name), value, name);
  }
}

/** Choices stand for texts in many places of the client. */
export function text(value) {
  return value instanceof zoho.Choice ? value.getValue() : value;
}

export function plain(value) {
  return JSON.parse(JSON.stringify(value, (_, inner) => {
    if (inner instanceof Map) {
      return Object.fromEntries(inner);
    }
    return typeof inner === 'bigint' ? inner.toString() : inner;
  }));
}

/** A name that no other test of the run has. */
export function unique(text) {
  return `${text} ${process.pid}-${(unique.count = (unique.count ?? 0) + 1)}`;
}
