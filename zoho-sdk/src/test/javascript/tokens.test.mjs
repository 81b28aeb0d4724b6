/** The client fetches and renews its own tokens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, listed, needed, parameters, server } from './zoho.mjs';

const client = () => new zoho.OAuthBuilder().clientId(needed('CLIENT_ID')).clientSecret(needed('CLIENT_SECRET'));

async function me() {
  const current = await parameters([zoho.Users.GetUsersParam.TYPE, 'CurrentUser']);
  return listed(await new zoho.Users.UsersOperations().getUsers(current), zoho.Users).getUsers()[0];
}

test('a code becomes tokens, and the refresh token brings another access token', async () => {
  const fresh = await connect(client().grantToken(needed('GRANT_CODE')).build());
  assert.ok(fresh.getAccessToken());
  assert.ok(fresh.getRefreshToken());
  const lifetime = Number(fresh.getExpiresIn()) - Date.now();
  assert.ok(lifetime > 3_000_000 && lifetime <= 3_600_000, String(lifetime));
  // The client names its user by itself, for its own records.
  const user = await me();
  assert.ok(fresh.getUserSignature().getName().startsWith(user.getEmail()));
  assert.equal(fresh.getAPIDomain(), server);

  const renewed = await connect(client().refreshToken(fresh.getRefreshToken()).findUser(false).build());
  assert.notEqual(renewed.getAccessToken(), fresh.getAccessToken());
  assert.equal((await me()).getId(), user.getId());

  // Once it is over, a token is renewed without being asked to.
  const before = renewed.getAccessToken();
  renewed.setExpiresIn('1');
  assert.equal((await me()).getId(), user.getId());
  assert.notEqual(renewed.getAccessToken(), before);
});

test('a code or a secret that is wrong is refused with a name', async () => {
  const bad = [
    [client().grantToken('code.made.up').build(), 'invalid_code'],
    [client().refreshToken('made.up').build(), 'invalid_code'],
    [new zoho.OAuthBuilder().clientId(needed('CLIENT_ID')).clientSecret('wrong').refreshToken('x').build(), 'invalid_client'],
  ];
  for (const [token, name] of bad) {
    await assert.rejects(connect(token), (error) => String(error.message + error.cause).includes(name));
  }
});
