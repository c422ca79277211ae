import type { Finding } from '@careplane/findings';
import { text } from '../element';
import type { Element } from '../element';
import { severity } from '../severity';
import type { Missing, ResultContext } from './context';

/** An entry of `Licenses`: of a package, or of a file in full text. */
export function license(found: Element, { target }: ResultContext): Finding | Missing {
  const rule = text(found['Name']);
  if (rule === undefined) return { key: 'Name', given: found['Name'] };
  const name = text(found['PkgName']);
  const path = text(found['FilePath']);
  const carrier = name ?? path ?? target;
  const category = text(found['Category']) ?? 'unknown';
  const url = text(found['Link']);
  return {
    class: 'license',
    rule,
    ...severity(found['Severity']),
    title: `${carrier} is under ${rule}`,
    description: `${carrier} is under the licence ${rule}, which Trivy classifies as ${category}.`,
    remediation: `Check whether the terms of ${rule} allow your use and distribution of this artifact.`,
    url,
    references: [],
    target,
    package: { name: carrier, path },
    cvss: [],
  };
}
