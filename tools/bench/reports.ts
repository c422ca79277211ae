// Reports as large as images get, in the form and with the proportions that Trivy's have: 3.5 KB a vulnerability.
import { closeSync, openSync, writeSync } from 'node:fs';

const SEVERITIES = ['LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'MEDIUM', 'LOW', 'CRITICAL', 'HIGH', 'LOW', 'UNKNOWN'];
const WORDS =
  'a flaw was found in the handling of crafted input by the parser which reads beyond the end of its buffer and lets a remote attacker cause a crash or read memory of the process'.split(
    ' ',
  );

/** Write a report of that many vulnerabilities. */
export function writeReport(file: string, count: number): void {
  const descriptor = openSync(file, 'w');
  const head = {
    SchemaVersion: 2,
    Trivy: { Version: '0.74.0' },
    ReportID: '00000000-0000-7000-8000-000000000003',
    CreatedAt: '2026-11-20T09:59:00Z',
    ArtifactName: 'registry.example/medmo/api:3f2c1d0',
    ArtifactType: 'container_image',
    Metadata: { OS: { Family: 'debian', Name: '12.5' }, ImageID: `sha256:${'2'.repeat(64)}` },
  };
  const open = JSON.stringify(head, null, 2).slice(0, -2);
  const result =
    '"Target": "registry.example/medmo/api:3f2c1d0 (debian 12.5)",\n      "Class": "os-pkgs",\n      "Type": "debian"';
  let text = `${open},\n  "Results": [\n    {\n      ${result},\n      "Vulnerabilities": [\n`;
  for (let index = 0; index < count; index += 1) {
    const lines = JSON.stringify(vulnerability(index), null, 2).replace(/^/gm, '        ');
    text += `${lines}${index + 1 < count ? ',' : ''}\n`;
    if (text.length > 2 ** 20) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  writeSync(descriptor, `${text}      ]\n    }\n  ]\n}\n`);
  closeSync(descriptor);
}

function vulnerability(index: number) {
  const id = `CVE-20${10 + (index % 17)}-${1000 + (index % 9000)}`;
  // Seven vulnerabilities a package, as in an image that was not updated for a year.
  const packageIndex = Math.floor(index / 7);
  const name = `libexample${packageIndex}`;
  const version = `1.${packageIndex % 13}.${packageIndex % 5}-${packageIndex % 9}`;
  return {
    VulnerabilityID: id,
    VendorIDs: [`DSA-${1000 + (index % 5000)}-1`],
    PkgID: `${name}@${version}`,
    PkgName: name,
    PkgIdentifier: { PURL: `pkg:deb/debian/${name}@${version}?arch=amd64&distro=debian-12.5`, UID: hash(index) },
    InstalledVersion: version,
    ...(index % 3 === 0 ? {} : { FixedVersion: `${version}+deb12u${index % 4}` }),
    Status: index % 3 === 0 ? 'affected' : 'fixed',
    Layer: { Digest: `sha256:${'1'.repeat(64)}`, DiffID: `sha256:${'4'.repeat(64)}` },
    SeveritySource: 'debian',
    PrimaryURL: `https://avd.aquasec.com/nvd/${id.toLowerCase()}`,
    DataSource: {
      ID: 'debian',
      Name: 'Debian Security Tracker',
      URL: 'https://salsa.debian.org/security-tracker-team/security-tracker',
    },
    Fingerprint: `sha256:${hash(index).repeat(4)}`,
    Title: `${name}: ${prose(index, 8)}`,
    Description: prose(index, 150),
    Severity: SEVERITIES[index % SEVERITIES.length],
    CweIDs: ['CWE-125', 'CWE-787'],
    VendorSeverity: { debian: 2, nvd: 3, redhat: 2, ubuntu: 2 },
    CVSS: {
      nvd: {
        V2Vector: 'AV:N/AC:M/Au:N/C:P/I:P/A:P',
        V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        V2Score: 6.8,
        V3Score: 9.8,
      },
      redhat: { V3Vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:L', V3Score: 5.6 },
    },
    References: Array.from({ length: 14 }, (_, at) => `https://advisories.example/${id}/${hash(index + at)}`),
    PublishedDate: '2026-03-01T12:15:00Z',
    LastModifiedDate: '2026-08-11T20:30:00.123Z',
  };
}

function prose(index: number, words: number): string {
  return Array.from({ length: words }, (_, at) => WORDS[(index * 7 + at * 3) % WORDS.length]).join(' ');
}

function hash(number: number): string {
  return (Math.imul(number + 1, 2654435761) >>> 0).toString(16).padStart(16, '0');
}
