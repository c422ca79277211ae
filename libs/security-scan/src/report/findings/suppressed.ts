import type { Finding } from '@careplane/findings';
import { element, text } from '../element';
import type { Element } from '../element';
import { NO_FINDING } from './context';
import type { Missing, ResultContext, ToFinding } from './context';
import { license } from './license';
import { misconfiguration } from './misconfiguration';
import { secret } from './secret';
import { vulnerability } from './vulnerability';

const BY_TYPE: ReadonlyMap<unknown, ToFinding> = new Map([
  ['vulnerability', vulnerability],
  ['misconfiguration', misconfiguration],
  ['secret', secret],
  ['license', license],
]);

/**
 * An entry of `ExperimentalModifiedFindings`: a finding that Trivy was configured to leave out, by an ignore file or a
 * VEX statement. It stays a finding and names the source of the statement; the policy decides whether that is enough.
 */
export function suppressed(found: Element, context: ResultContext): Finding | Missing | typeof NO_FINDING {
  const toFinding = BY_TYPE.get(found['Type']);
  if (toFinding === undefined) return { key: 'Type', given: found['Type'] };
  const finding = toFinding(element(found['Finding']), context);
  if (finding === NO_FINDING) return finding;
  if ('key' in finding) return { ...finding, key: `Finding.${finding.key}` };
  const source = [text(found['Source']), text(found['Status'])].filter((part) => part !== undefined).join(': ');
  return {
    ...finding,
    suppressed: { source: source || 'not stated', statement: text(found['Statement']) },
  };
}
