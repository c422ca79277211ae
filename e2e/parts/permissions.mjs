// What roles were granted and what they called: from the calls that the emulator wrote down and the policies that the
// account's roles have. Says what was denied, what is granted and never called, and which single right could be taken away
// without a recorded call failing.
import { judge } from '../../emulator/judge.mjs';

/**
 * @typedef {{ role: string, action: string, resources: string[], context: object, allowed: boolean, reason: string,
 *   principal: string, resourcePolicies?: Record<string, object>, session?: object }} Call as `emulator.calls()` has it
 * @typedef {{ role: string, policies: { name: string, policy: object }[], boundary?: object }} Role as `emulator.roles()`
 * @typedef {{ role: string, action: string, resource?: string, reason: string }} Exception what may stay without a call:
 *   role, action and resource may hold `*`; the reason is for people
 * @typedef {{ role: string, policy: string, statement: number, action: string, resource: string }} Grant
 */

/** Each action on each resource that a role's policies allow. @returns {Grant[]} */
export function grantsOf({ role, policies }) {
  return policies.flatMap(({ name, policy }) =>
    [policy.Statement].flat().flatMap((statement, index) =>
      statement.Effect === 'Allow'
        ? listOf(statement.Action, statement.NotAction, 'NotAction').flatMap((action) =>
            listOf(statement.Resource, statement.NotResource, 'NotResource').map((resource) => ({
              role,
              policy: name,
              statement: index,
              action,
              resource,
            })),
          )
        : [],
    ),
  );
}

/**
 * Who called what: one row for each role.
 *
 * @param {{ calls: Call[], roles: Role[], exceptions?: Exception[] }} about the roles are those that CI uses
 * @returns {{ rows: { role: string, calls: number, denied: Call[], neverCalled: Grant[], excepted: (Grant & { reason:
 *   string })[] }[], unknownRoles: string[], needlessExceptions: Exception[] }} `unknownRoles` called something and are
 *   not among the roles; `needlessExceptions` excuse nothing
 */
export function permissionTable({ calls, roles, exceptions = [] }) {
  const nameless = exceptions.filter(({ reason }) => !reason?.trim());
  if (nameless.length > 0) throw new Error(`An exception needs a reason: ${JSON.stringify(nameless)}`);
  const used = new Set();
  const rows = roles.map((role) => {
    const own = calls.filter((call) => call.role === role.role);
    const idle = grantsOf(role).filter((grant) => !own.some((call) => call.allowed && covers(grant, call)));
    const excepted = [];
    const neverCalled = [];
    for (const grant of idle) {
      const exception = exceptions.find((one) => excuses(one, grant));
      if (exception === undefined) neverCalled.push(grant);
      else {
        used.add(exception);
        excepted.push({ ...grant, reason: exception.reason });
      }
    }
    return { role: role.role, calls: own.length, denied: own.filter(({ allowed }) => !allowed), neverCalled, excepted };
  });
  const known = new Set(roles.map(({ role }) => role));
  return {
    rows,
    unknownRoles: [...new Set(calls.map(({ role }) => role))].filter((role) => !known.has(role)).sort(),
    needlessExceptions: exceptions.filter((exception) => !used.has(exception)),
  };
}

/** The table as text: role · calls · denied · granted but never called, and below it what is not zero. */
export function printedTable({ rows, unknownRoles, needlessExceptions }) {
  const cells = [
    ['role', 'calls', 'denied', 'granted but never called', 'of these with a reason'],
    ...rows.map(({ role, calls, denied, neverCalled, excepted }) =>
      [nameOf(role), calls, denied.length, neverCalled.length + excepted.length, excepted.length].map(String),
    ),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  const details = rows.flatMap(({ role, denied, neverCalled }) => [
    ...denied.map(
      ({ action, resources, reason }) => `denied: ${nameOf(role)} ${action} ${resources.join(' ')} ${reason}`,
    ),
    ...neverCalled.map(
      ({ action, resource, policy }) => `never called: ${nameOf(role)} ${action} ${resource} (${policy})`,
    ),
  ]);
  return [
    ...cells.map(line),
    ...[...new Set(details)],
    ...unknownRoles.map((role) => `not in the table: ${role}`),
    ...needlessExceptions.map(({ role, action }) => `excuses nothing: the exception for ${action} of ${role}`),
  ].join('\n');
}

/**
 * Take each granted action of each role away, one at a time, and judge the role's recorded calls again.
 *
 * @param {{ calls: Call[], roles: Role[] }} about
 * @returns {Promise<{ role: string, policy: string, statement: number, action: string, missed: boolean, why?: string }[]>}
 *   one entry for each: `missed` when a recorded call is denied without it
 */
export async function withoutEach({ calls, roles }) {
  const result = [];
  for (const role of roles) {
    const own = distinct(calls.filter((call) => call.role === role.role && call.allowed));
    for (const { policy, statement, action } of actionsOf(role)) {
      const concerned = own.filter((call) => action === 'NotAction' || like(action, call.action));
      const missed = await someDenied(concerned, without(role, policy, statement, action));
      const why = concerned.length === 0 ? 'never called' : 'another statement allows the same';
      result.push({ role: role.role, policy, statement, action, missed, ...(missed ? {} : { why }) });
    }
  }
  return result;
}

/** The actions of all statements, each once a statement. */
function actionsOf(role) {
  const seen = new Map(
    grantsOf(role).map(({ policy, statement, action }) => [
      JSON.stringify([policy, statement, action]),
      { policy, statement, action },
    ]),
  );
  return [...seen.values()];
}

/** The role with one action taken out of one statement. */
function without(role, policyName, index, action) {
  const policies = role.policies.map(({ name, policy }) => {
    if (name !== policyName) return { name, policy };
    const statements = [policy.Statement].flat().flatMap((statement, at) => {
      if (at !== index) return [statement];
      const left = [statement.Action ?? []].flat().filter((one) => one !== action);
      return left.length === 0 ? [] : [{ ...statement, Action: left }];
    });
    return { name, policy: { ...policy, Statement: statements } };
  });
  // A policy without statements is none.
  return { ...role, policies: policies.filter(({ policy }) => policy.Statement.length > 0) };
}

async function someDenied(calls, { policies, boundary }) {
  for (const call of calls) {
    for (const resource of call.resources) {
      const { allowed, fault } = await judge({
        principal: call.principal,
        action: call.action,
        resource,
        account: call.context['aws:ResourceAccount'] ?? call.principal.split(':')[4],
        context: call.context,
        identity: policies,
        ...(boundary === undefined || boundary === null ? {} : { boundary }),
        ...(call.session === undefined ? {} : { session: call.session }),
        ...(call.resourcePolicies?.[resource] === undefined ? {} : { resourcePolicy: call.resourcePolicies[resource] }),
      });
      if (fault !== undefined) throw new Error(`${call.action} on ${resource} cannot be judged again: ${fault}`);
      if (!allowed) return true;
    }
  }
  return false;
}

/** Calls that say the same to a judge are one. */
function distinct(calls) {
  return [
    ...new Map(calls.map((call) => [JSON.stringify([call.action, call.resources, call.context]), call])).values(),
  ];
}

function covers(grant, call) {
  const action = grant.action === 'NotAction' || like(grant.action, call.action);
  return action && (grant.resource === 'NotResource' || call.resources.some((one) => like(grant.resource, one)));
}

function excuses({ role, action, resource = '*' }, grant) {
  return like(role, nameOf(grant.role)) && like(action, grant.action) && like(resource, grant.resource);
}

/** IAM's wildcards. Variables of a policy stand for anything: whether they fit was judged when it was called. */
function like(pattern, text) {
  const source = pattern
    .replace(/\$\{[^}]*\}/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is').test(text);
}

function listOf(value, otherwise, word) {
  return value === undefined && otherwise !== undefined ? [word] : [value ?? []].flat();
}

function nameOf(role) {
  return role.split('/').at(-1);
}
