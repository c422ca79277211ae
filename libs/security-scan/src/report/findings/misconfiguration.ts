import { createHash } from 'node:crypto';
import type { Finding } from '@careplane/findings';
import { element, isElement, line, text, texts } from '../element';
import type { Element } from '../element';
import { severity } from '../severity';
import { NO_FINDING } from './context';
import type { Missing, ResultContext } from './context';

/** An entry of `Misconfigurations`. What is not PASS counts as a failure, whatever a later Trivy may call it. */
export function misconfiguration(found: Element, { target }: ResultContext): Finding | Missing | typeof NO_FINDING {
  const status = found['Status'];
  if (status === 'PASS') return NO_FINDING;
  const rule = text(found['ID']) ?? text(found['AVDID']);
  if (rule === undefined) return { key: 'ID', given: found['ID'] };
  const title = text(found['Title']) ?? rule;
  const message = text(found['Message']);
  const cause = element(found['CauseMetadata']);
  return {
    class: 'misconfiguration',
    rule,
    aliases: aliases(rule, text(found['AVDID'])),
    ...severity(found['Severity']),
    title,
    description: [message, text(found['Description'])].filter((part) => part !== undefined).join(' ') || title,
    remediation: text(found['Resolution']),
    url: text(found['PrimaryURL']),
    references: texts(found['References']),
    target,
    location: {
      resource: resource(cause),
      startLine: line(cause['StartLine']),
      endLine: line(cause['EndLine']),
      // Two breaches of one rule in one file differ in what Trivy says of them: it names the instruction or the port.
      matchHash: message === undefined ? undefined : createHash('sha256').update(message).digest('hex'),
    },
    cvss: [],
    ...(status === 'EXCEPTION' ? { suppressed: { source: 'an exception in a Trivy check' } } : {}),
  };
}

/** Trivy dropped the prefix AVD- in version 0.68; ignore lists and exceptions still have it. */
function aliases(rule: string, avdId: string | undefined): string[] {
  const others = [avdId, rule.startsWith('AVD-') ? rule.slice('AVD-'.length) : `AVD-${rule}`];
  return [...new Set(others)].filter((name): name is string => name !== undefined && name !== rule);
}

/** `template.yaml:12-14`: for CloudFormation, Trivy names a resource by its lines. */
const BY_LINES = /:\d+(?:-\d+)?$/;

/**
 * The resource, by a name that survives an edit above it. Where Trivy names it by its lines, the first of these lines has
 * its logical id, in YAML as in JSON; that one word is all that is taken from the code.
 */
function resource(cause: Element): string | undefined {
  const named = text(cause['Resource']);
  if (named === undefined || !BY_LINES.test(named)) return named;
  const lines = element(cause['Code'])['Lines'];
  const first = Array.isArray(lines)
    ? lines.filter(isElement).find((each) => each['Number'] === startOf(named))
    : undefined;
  return /^\s*"?(?<id>[A-Za-z0-9]{1,255})"?\s*:/.exec(text(first?.['Content']) ?? '')?.groups?.['id'];
}

function startOf(resource: string): number {
  return Number(/:(\d+)(?:-\d+)?$/.exec(resource)?.[1]);
}
