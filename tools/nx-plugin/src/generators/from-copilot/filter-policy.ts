import { isRecord } from './manifest';

/** Limits of SNS: attributes, and combinations of their values. */
const MAX_ATTRIBUTES = 5;
const MAX_COMBINATIONS = 150;

const AS_THEY_ARE = ['prefix', 'suffix', 'equals-ignore-case', 'exists', 'numeric'];

/** A filter policy of Copilot in the form of platform.yaml; undefined for one that has no counterpart there. */
export function filterOf(policy: unknown): Record<string, unknown[]> | undefined {
  if (!isRecord(policy)) return undefined;
  const filter: Record<string, unknown[]> = {};
  for (const [name, written] of Object.entries(policy)) {
    const values = [written].flat().map(conditionOf);
    if (values.length === 0 || values.includes(undefined)) return undefined;
    filter[name] = values;
  }
  const lists = Object.values(filter);
  const combinations = lists.reduce((product, values) => product * values.length, 1);
  return lists.length === 0 || lists.length > MAX_ATTRIBUTES || combinations > MAX_COMBINATIONS ? undefined : filter;
}

function conditionOf(value: unknown): unknown {
  if (['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (!isRecord(value)) return undefined;
  const [[key = '', given] = [], ...more] = Object.entries(value);
  if (more.length > 0) return undefined;
  if (AS_THEY_ARE.includes(key)) return value;
  const values = [given].flat();
  const plain = values.every((each) => typeof each === 'string' || typeof each === 'number');
  return key === 'anything-but' && plain ? { [key]: values } : undefined;
}
