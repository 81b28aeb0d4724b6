/** The organization, its people and its variables. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { connect, done, expect, fill, ids, listed, parameters, refused, text, unique } from './zoho.mjs';

const { Users, Roles, Profiles, Org, Currencies, Variables, VariableGroups } = zoho;

before(() => connect());

const users = new Users.UsersOperations();
const people = async (type) => listed(await users.getUsers(await parameters([Users.GetUsersParam.TYPE, type])), Users);

test('people are listed and read', async () => {
  const [me] = (await people('CurrentUser')).getUsers();
  assert.ok(me.getId() > 0n);
  assert.match(me.getEmail(), /@/);
  assert.ok(me.getFullName().length > 0);
  assert.equal(text(me.getStatus()), 'active');
  assert.ok(me.getProfile().getId() > 0n);
  const all = await people('ActiveUsers');
  assert.ok(all.getUsers().length >= 2);
  assert.equal(all.getInfo().getMoreRecords(), false);
  const one = listed(await users.getUser(me.getId()), Users).getUsers()[0];
  assert.equal(one.getEmail(), me.getEmail());
});

test('a role is made, given to somebody and deleted', async () => {
  const roles = new Roles.RolesOperations();
  const all = async () => listed(await roles.getRoles(), Roles).getRoles();
  const make = async (values) => {
    const role = await fill(new Roles.Role(), values);
    const response = await roles.createRoles(await fill(new Roles.BodyWrapper(), { Roles: [role] }));
    return ids(expect(response, Roles.ActionWrapper, 201).getRoles())[0];
  };
  const above = await make({ Name: unique('Head'), ShareWithPeers: false });
  const reporting = fill(new Roles.ReportingTo(), { Id: above });
  const below = await make({ Name: unique('Hand'), ReportingTo: reporting, ShareWithPeers: true });
  assert.ok((await all()).some((role) => role.getId() === below));

  const [me] = (await people('CurrentUser')).getUsers();
  const [other] = (await people('ActiveUsers')).getUsers().filter((user) => user.getId() !== me.getId());
  const change = await fill(new Users.Users(), { Role: fill(new Users.Role(), { Id: below }) });
  const wish = await fill(new Users.BodyWrapper(), { Users: [change] });
  // The client knows no class for the answer of a change that succeeded, and throws when it was made.
  await assert.rejects(users.updateUser(other.getId(), wish), /hasOwnProperty/);
  const shown = listed(await users.getUser(other.getId()), Users).getUsers()[0];
  assert.equal(shown.getRole().getId(), below);

  const name = unique('Other');
  const renamed = await fill(new Roles.BodyWrapper(), { Roles: [await fill(new Roles.Role(), { Name: name })] });
  done(expect(await roles.updateRole(below, renamed), Roles.ActionWrapper, 200).getRoles());
  const role = listed(await roles.getRole(below), Roles).getRoles()[0];
  assert.equal(role.getName(), name);
  assert.equal(role.getReportingTo().getId(), above);
  const gone = await roles.deleteRole(below, await parameters([Roles.DeleteRoleParam.TRANSFER_TO_ID, above]));
  done(expect(gone, Roles.ActionWrapper, 200).getRoles());
  assert.ok(!(await all()).some((each) => each.getId() === below));
});

test('a profile is copied, changed and deleted', async () => {
  const profiles = new Profiles.ProfilesOperations();
  const all = listed(await profiles.getProfiles(), Profiles).getProfiles();
  const whole = await Promise.all(all.map(async (each) => listed(await profiles.getProfile(each.getId()), Profiles).getProfiles()[0]));
  const isCustom = (profile) => profile.getPermissionsDetails().some((each) => each.getCustomizable());
  const [[first], [administrator]] = [whole.filter(isCustom), whole.filter((each) => !isCustom(each))];
  const wish = async (values) =>
    fill(new Profiles.BodyWrapper(), { Profiles: [await fill(new Profiles.Profile(), values)] });
  const cloned = await profiles.cloneProfiles(first.getId(), await wish({ Name: unique('Copy') }));
  const [copy] = ids(expect(cloned, Profiles.ActionWrapper, 201).getProfiles());

  const read = async () => listed(await profiles.getProfile(copy), Profiles).getProfiles()[0];
  const permission = (await read()).getPermissionsDetails()[0];
  assert.ok(permission.getName().length > 0);
  const off = await fill(new Profiles.PermissionDetail(), { Id: permission.getId(), Enabled: !permission.getEnabled() });
  done(expect(await profiles.updateProfile(copy, await wish({ PermissionsDetails: [off] })), Profiles.ActionWrapper, 200).getProfiles());
  const changed = (await read()).getPermissionsDetails().filter((each) => each.getId() === permission.getId())[0];
  assert.equal(changed.getEnabled(), !permission.getEnabled());
  assert.ok((await read()).getSections().length > 0);

  const one = await fill(new Profiles.PermissionDetail(), { Id: permission.getId(), Enabled: false });
  const refusal = await profiles.updateProfile(administrator.getId(), await wish({ PermissionsDetails: [one] }));
  refused(expect(refusal, Profiles.ActionWrapper, 400).getProfiles()[0], 'NOT_SUPPORTED');

  const gone = await profiles.deleteProfile(copy, await parameters([Profiles.DeleteProfileParam.TRANSFER_TO, first.getId()]));
  done(expect(gone, Profiles.ActionWrapper, 200).getProfiles());
});

test('the organization tells of itself', async () => {
  const [org] = listed(await new Org.OrgOperations().getOrganization(), Org).getOrg();
  assert.ok(org.getId() > 0n);
  assert.match(String(org.getZgid()), /^\d+$/);
  assert.equal(org.getCompanyName(), 'Test');
  assert.equal(org.getTimeZone(), 'Europe/Berlin');
  assert.equal(org.getIsoCode(), 'EUR');
  assert.equal(org.getLicenseDetails().getPaid(), true);
});

test('currencies are listed, added and changed', async () => {
  const currencies = new Currencies.CurrenciesOperations();
  const wish = async (values) =>
    fill(new Currencies.BodyWrapper(), { Currencies: [await fill(new Currencies.Currency(), values)] });
  const format = fill(new Currencies.Format(), {
    DecimalSeparator: new zoho.Choice('Period'),
    ThousandSeparator: new zoho.Choice('Comma'),
    DecimalPlaces: new zoho.Choice('2'),
  });
  const response = await currencies.addCurrencies(
    await wish({ Name: 'US Dollar - USD', IsoCode: 'USD', Symbol: '$', ExchangeRate: '1.1', PrefixSymbol: true, IsActive: true, Format: format }),
  );
  const [id] = ids(expect(response, Currencies.ActionWrapper, 201).getCurrencies());
  done(expect(await currencies.updateCurrency(id, await wish({ ExchangeRate: '1.25' })), Currencies.ActionWrapper, 200).getCurrencies());
  const [dollar] = listed(await currencies.getCurrency(id), Currencies).getCurrencies();
  assert.equal(Number(dollar.getExchangeRate()), 1.25);
  assert.equal(dollar.getIsoCode(), 'USD');
  assert.equal(text(dollar.getFormat().getDecimalPlaces()), '2');
  const all = listed(await currencies.getCurrencies(), Currencies).getCurrencies();
  assert.deepEqual(all.filter((each) => each.getIsBase()).map((each) => each.getIsoCode()), ['EUR']);
});

test('variables are made, read by id and name, changed and deleted', async () => {
  const variables = new Variables.VariablesOperations();
  const group = fill(new Variables.VariableGroup(), { Name: 'General' });
  const wish = async (...all) =>
    fill(new Variables.BodyWrapper(), { Variables: await Promise.all(all.map((each) => fill(new Variables.Variable(), each))) });
  const name = unique('Greeting').replace(/\W/g, '_');
  const response = await variables.createVariables(
    await wish(
      { Name: name, APIName: name, Type: new zoho.Choice('text'), Value: 'one', VariableGroup: group },
      { Name: `${name}2`, APIName: `${name}2`, Type: new zoho.Choice('integer'), Value: 5, VariableGroup: group },
    ),
  );
  const [id, second] = ids(expect(response, Variables.ActionWrapper, 201).getVariables());
  const inGroup = (param) => parameters([param.GROUP, 'General']);
  const [byName] = listed(
    await variables.getVariableByApiname(name, await inGroup(Variables.GetVariableByAPINameParam)),
    Variables,
  ).getVariables();
  assert.equal(byName.getId(), id);
  assert.equal(byName.getValue(), 'one');
  assert.equal(byName.getVariableGroup().getName(), 'General');
  const changed = await variables.updateVariableById(id, await wish({ Value: 'two' }), await inGroup(Variables.UpdateVariableByIDParam));
  done(expect(changed, Variables.ActionWrapper, 200).getVariables());
  const named = await variables.updateVariableByApiname(`${name}2`, await wish({ Value: 6 }), await inGroup(Variables.UpdateVariableByAPINameParam));
  done(expect(named, Variables.ActionWrapper, 200).getVariables());
  const all = listed(await variables.getVariables(await inGroup(Variables.GetVariablesParam)), Variables).getVariables();
  assert.equal(all.filter((each) => each.getId() === id)[0].getValue(), 'two');
  const groups = new VariableGroups.VariableGroupsOperations();
  assert.ok(listed(await groups.getVariableGroups(), VariableGroups).getVariableGroups().some((each) => each.getName() === 'General'));

  done(expect(await variables.deleteVariable(id), Variables.ActionWrapper, 200).getVariables());
  const rest = await variables.deleteVariables(await parameters([Variables.DeleteVariablesParam.IDS, String(second)]));
  done(expect(rest, Variables.ActionWrapper, 200).getVariables());
  refused((await variables.getVariableById(id)).getObject(), 'INVALID_DATA');
});
