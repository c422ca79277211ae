import type { WorkloadKind } from '@careplane/config';
import type { Manifest } from './manifest';
import { isRecord } from './manifest';

/** What may differ by environment, as service.yaml has it. Undefined where the manifest says nothing usable. */
export interface DeploymentKeys {
  cpu?: number;
  memoryMiB?: number;
  scaling?: Record<string, number>;
  healthCheck?: Record<string, unknown>;
  environment?: Record<string, string>;
}

/** Read these keys at a place of a manifest: at the top, or below `environments.<name>`. */
export function deploymentKeys(manifest: Manifest, at: readonly string[], kind: WorkloadKind): DeploymentKeys {
  const keys: DeploymentKeys = {};
  const cpu = manifest.look(...at, 'cpu');
  if (isWhole(cpu)) keys.cpu = manifest.take(...at, 'cpu') as number;
  const memory = manifest.look(...at, 'memory');
  if (isWhole(memory)) keys.memoryMiB = manifest.take(...at, 'memory') as number;
  if (kind !== 'scheduled') {
    const scaling = scalingOf(manifest, [...at, 'count'], kind);
    if (Object.keys(scaling).length > 0) keys.scaling = scaling;
    const check = kind === 'web' ? healthCheckOf(manifest, at) : containerCheckOf(manifest, at);
    if (Object.keys(check).length > 0) keys.healthCheck = check;
  }
  const variables = variablesOf(manifest, [...at, 'variables']);
  if (Object.keys(variables).length > 0) keys.environment = variables;
  return keys;
}

function scalingOf(manifest: Manifest, at: readonly string[], kind: WorkloadKind): Record<string, number> {
  const count = manifest.look(...at);
  if (isWhole(count) && count > 0) {
    manifest.take(...at);
    return { min: count, max: count };
  }
  const scaling: Record<string, number> = {};
  const range = /^(\d+)-(\d+)$/.exec(String(manifest.look(...at, 'range')));
  if (range !== null && Number(range[1]) > 0) {
    manifest.take(...at, 'range');
    Object.assign(scaling, { min: Number(range[1]), max: Number(range[2]) });
  }
  for (const [bound, key] of [
    ['min', 'min'],
    ['max', 'max'],
  ] as const) {
    const value = manifest.look(...at, 'range', bound);
    if (isWhole(value) && value > 0) scaling[key] = manifest.take(...at, 'range', bound) as number;
  }
  for (const [name, key] of [
    ['cpu_percentage', 'cpuPercent'],
    ['memory_percentage', 'memoryPercent'],
    ['requests', 'requestsPerTarget'],
  ] as const) {
    if (name === 'requests' && kind !== 'web') continue;
    // Either a number, or a map with cooldowns, which have no counterpart.
    for (const place of [[name], [name, 'value']]) {
      const value = manifest.look(...at, ...place);
      if (isWhole(value)) scaling[key] = manifest.take(...at, ...place) as number;
    }
  }
  return scaling;
}

function healthCheckOf(manifest: Manifest, at: readonly string[]): Record<string, unknown> {
  const check: Record<string, unknown> = {};
  const place = [...at, 'http', 'healthcheck'];
  const whole = manifest.look(...place);
  if (typeof whole === 'string') check['path'] = manifest.take(...place);
  if (isRecord(whole)) {
    if (typeof whole['path'] === 'string') check['path'] = manifest.take(...place, 'path');
    if (/^[\d,-]+$/.test(String(whole['success_codes'])))
      check['codes'] = String(manifest.take(...place, 'success_codes'));
    for (const [name, key] of [
      ['interval', 'intervalSeconds'],
      ['timeout', 'timeoutSeconds'],
      ['grace_period', 'graceSeconds'],
    ] as const) {
      const seconds = secondsOf(whole[name]);
      if (seconds === undefined) continue;
      manifest.take(...place, name);
      check[key] = seconds;
    }
  }
  return { ...check, ...checkCommandOf(manifest, at) };
}

/** The check of a worker: the command, and the times of the container's own check. */
function containerCheckOf(manifest: Manifest, at: readonly string[]): Record<string, unknown> {
  const check = checkCommandOf(manifest, at);
  if (check['command'] === undefined) return {};
  for (const [name, key] of [
    ['interval', 'intervalSeconds'],
    ['timeout', 'timeoutSeconds'],
    ['start_period', 'graceSeconds'],
  ] as const) {
    const seconds = secondsOf(manifest.look(...at, 'image', 'healthcheck', name));
    if (seconds === undefined) continue;
    manifest.take(...at, 'image', 'healthcheck', name);
    check[key] = seconds;
  }
  return check;
}

function checkCommandOf(manifest: Manifest, at: readonly string[]): Record<string, unknown> {
  const command = manifest.look(...at, 'image', 'healthcheck', 'command');
  if (!Array.isArray(command) || !['CMD', 'CMD-SHELL'].includes(String(command[0]))) return {};
  return { command: manifest.take(...at, 'image', 'healthcheck', 'command') };
}

/**
 * Copilot replaces these from the shell of the deploying user, and from the names of the application and the
 * environment.
 */
const FILLED_IN = /\$\{\w+\}/;

/** Plain values. Those that CloudFormation exports, or Copilot fills in, are not known here, and stay behind. */
function variablesOf(manifest: Manifest, at: readonly string[]): Record<string, string> {
  const written = manifest.keys(...at).flatMap((name) => {
    const text = isRecord(manifest.look(...at, name)) ? undefined : manifest.text(...at, name);
    // What was taken over already, such as a secret, is no variable.
    if (text === undefined || FILLED_IN.test(text) || manifest.isTaken(...at, name)) return [];
    return [[name, text] as const];
  });
  for (const [name] of written) manifest.take(...at, name);
  return Object.fromEntries(written);
}

/** Durations as Go writes them: 90s, 2m, 1m30s, and bare seconds. */
export function secondsOf(value: unknown): number | undefined {
  if (isWhole(value)) return value;
  const [matched, minutes, seconds] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(String(value)) ?? [];
  return matched === undefined || matched === '' ? undefined : Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
