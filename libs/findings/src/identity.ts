import { hash } from 'node:crypto';
import type { Finding, Identified, Stream } from './finding';
import { stablePurl } from './purl';
import { checkName } from './rule-name';

/** Part of what is hashed: another recipe would get another word, and its findings could not be taken for these. */
const RECIPE = 'careplane-finding-1';

/**
 * A finding's identity: the same from build to build as long as the same thing is wrong at the same place. Account,
 * region, repository and environment; class, target, rule; package without version and its path; resource and hash of
 * the match. Tag, digest, versions, lines, severity and words are not in it: they change while the finding does not.
 *
 * @param occurrence from 1: the n-th finding of one scan with the same parts, such as one CVE in two versions of a
 *   package in one lock file. `identifier` counts for you.
 * @returns SHA-256 as 64 hexadecimal digits
 */
export function identityOf(finding: Finding, stream: Stream, occurrence = 1): string {
  const parts = [
    RECIPE,
    stream.account,
    stream.region,
    stream.repository,
    stream.environment,
    finding.class,
    finding.target,
    ruleKey(finding),
    packageKey(finding),
    finding.package?.path,
    finding.location?.resource,
    finding.location?.matchHash,
  ];
  // JSON keeps apart what joining with a separator would not: ["a/b", ""] and ["a", "b"]. Empty is the same as absent.
  const text = JSON.stringify([...parts.map((part) => part || null), occurrence]);
  return hash('sha256', text);
}

/**
 * Gives the findings of one scan their identities, counting those that share all parts. The set of identities does not
 * depend on the order in which findings come, and when one of two is gone, one identity is gone.
 */
export function identifier(stream: Stream): (finding: Finding) => Identified {
  const seen = new Map<string, number>();
  return (finding) => {
    const first = identityOf(finding, stream);
    const occurrence = (seen.get(first) ?? 0) + 1;
    seen.set(first, occurrence);
    return { id: occurrence === 1 ? first : identityOf(finding, stream, occurrence), finding };
  };
}

/** All findings of one scan with their identities. */
export function identifyAll(findings: Iterable<Finding>, stream: Stream): Identified[] {
  const identify = identifier(stream);
  return Array.from(findings, identify);
}

/** A check keeps its identity when Trivy writes its name in another way. */
function ruleKey({ class: of, rule }: Finding): string {
  return of === 'misconfiguration' ? checkName(rule) : rule;
}

function packageKey({ package: found }: Finding): string | undefined {
  if (found === undefined) return undefined;
  return found.purl ? stablePurl(found.purl) : found.name;
}
