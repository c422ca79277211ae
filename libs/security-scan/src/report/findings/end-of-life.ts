import type { Finding } from '@careplane/findings';

/**
 * The operating system of an image that gets no more updates. Trivy says so in the metadata only; what is found in such a
 * system later will never be fixed, and often is not even recorded.
 *
 * @param family Trivy's: `debian`, `alpine`
 */
export function endOfLife(family: string, version: string | undefined): Finding {
  const system = version === undefined ? family : `${family} ${version}`;
  return {
    class: 'end-of-life',
    rule: 'EOSL',
    severity: 'high',
    severityLabel: 'EOSL',
    title: `${system} gets no more security updates`,
    description: `The image is built on ${system}, which is no longer supported: new vulnerabilities in it get no fix.`,
    remediation: `Build on a supported release of ${family}.`,
    references: [],
    target: family,
    package: { name: family, installedVersion: version },
    cvss: [],
  };
}
