// What roles were granted and what they called: from the calls that the emulator wrote down and the policies that the
// account's roles have. Says what was denied, what is granted and never called, and which single right could be taken away
// without a recorded call failing.
import { judge } from '../../tools/emulator/judge';
import type { Call, Role } from '../../tools/emulator/start';

/** What may stay without a call: role, action and resource may hold `*`. */
export interface Exception {
  readonly role: string;
  readonly action: string;
  /** @default all */
  readonly resource?: string;
  /** For people. */
  readonly reason: string;
}

/** One action on one resource that a statement allows. */
export interface Grant {
  readonly role: string;
  readonly policy: string;
  /** Its place in the policy. */
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
}

/** What one role called. */
export interface PermissionRow {
  readonly role: string;
  readonly calls: number;
  readonly denied: readonly Call[];
  readonly neverCalled: readonly Grant[];
  readonly excepted: readonly (Grant & { readonly reason: string })[];
}

/** Who called what. */
export interface PermissionTable {
  /** One for each role. */
  readonly rows: readonly PermissionRow[];
  /** They called something, and are not among the roles. */
  readonly unknownRoles: readonly string[];
  /** They excuse nothing. */
  readonly needlessExceptions: readonly Exception[];
}

/** A permission that was taken away: `missed` when a recorded call is denied without it. */
export interface Taken {
  readonly role: string;
  readonly policy: string;
  readonly statement: number;
  readonly action: string;
  readonly missed: boolean;
  /** Why it is not missed. */
  readonly why?: string;
}

/** Calls of a run, and the roles whose policies are held against them. */
export interface Recorded {
  readonly calls: readonly Call[];
  /** Those that CI uses. */
  readonly roles: readonly Role[];
}

type List = string | readonly string[] | undefined;

/** Each action on each resource that a role's policies allow. */
export function grantsOf({ role, policies }: Role): Grant[] {
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

/** Who called what: one row for each role. @throws Error when an exception has no reason */
export function permissionTable({
  calls,
  roles,
  exceptions = [],
}: Recorded & { readonly exceptions?: readonly Exception[] }): PermissionTable {
  const nameless = exceptions.filter(({ reason }) => reason.trim() === '');
  if (nameless.length > 0) throw new Error(`An exception needs a reason: ${JSON.stringify(nameless)}`);
  const used = new Set<Exception>();
  const rows = roles.map((role) => {
    const own = calls.filter((call) => call.role === role.role);
    const idle = grantsOf(role).filter((grant) => !own.some((call) => call.allowed && covers(grant, call)));
    const excepted: PermissionRow['excepted'][number][] = [];
    const neverCalled: Grant[] = [];
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
export function printedTable({ rows, unknownRoles, needlessExceptions }: PermissionTable): string {
  const cells = [
    ['role', 'calls', 'denied', 'granted but never called', 'of these with a reason'],
    ...rows.map(({ role, calls, denied, neverCalled, excepted }) =>
      [nameOf(role), calls, denied.length, neverCalled.length + excepted.length, excepted.length].map(String),
    ),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
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
 * @returns one entry for each
 */
export async function withoutEach({ calls, roles }: Recorded): Promise<Taken[]> {
  const result: Taken[] = [];
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
function actionsOf(role: Role): Pick<Grant, 'policy' | 'statement' | 'action'>[] {
  const seen = new Map(
    grantsOf(role).map(({ policy, statement, action }) => [
      JSON.stringify([policy, statement, action]),
      { policy, statement, action },
    ]),
  );
  return [...seen.values()];
}

/** The role with one action taken out of one statement. */
function without(role: Role, policyName: string, index: number, action: string): Role {
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
  return { ...role, policies: policies.filter(({ policy }) => [policy.Statement].flat().length > 0) };
}

async function someDenied(calls: readonly Call[], { policies, boundary }: Role): Promise<boolean> {
  for (const call of calls) {
    for (const resource of call.resources) {
      const resourcePolicy = call.resourcePolicies?.[resource];
      const { allowed, fault } = await judge({
        principal: call.principal,
        action: call.action,
        resource,
        account: String(call.context['aws:ResourceAccount'] ?? call.principal.split(':')[4]),
        context: call.context,
        identity: policies,
        ...(boundary === undefined || boundary === null ? {} : { boundary }),
        ...(call.session === undefined ? {} : { session: call.session }),
        ...(resourcePolicy && { resourcePolicy }),
      });
      if (fault !== undefined) throw new Error(`${call.action} on ${resource} cannot be judged again: ${fault}`);
      if (!allowed) return true;
    }
  }
  return false;
}

/** Calls that say the same to a judge are one. */
function distinct(calls: readonly Call[]): Call[] {
  return [
    ...new Map(calls.map((call) => [JSON.stringify([call.action, call.resources, call.context]), call])).values(),
  ];
}

function covers(grant: Grant, call: Call): boolean {
  const action = grant.action === 'NotAction' || like(grant.action, call.action);
  return action && (grant.resource === 'NotResource' || call.resources.some((one) => like(grant.resource, one)));
}

function excuses({ role, action, resource = '*' }: Exception, grant: Grant): boolean {
  return like(role, nameOf(grant.role)) && like(action, grant.action) && like(resource, grant.resource);
}

/** IAM's wildcards. Variables of a policy stand for anything: whether they fit was judged when it was called. */
function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/\$\{[^}]*\}/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is').test(text);
}

function listOf(value: List, otherwise: List, word: string): string[] {
  return value === undefined && otherwise !== undefined ? [word] : [value ?? []].flat();
}

function nameOf(role: string): string {
  return role.split('/').at(-1) ?? role;
}
