import { assert, constantFrom, property } from 'fast-check';
import type { Finding, Stream } from '../finding';
import { identifyAll } from '../identity';
import { anyFinding, misconfiguration, scan, secret, stream, subject, vulnerability } from '../testing/examples';
import { archived, toAsff } from './asff';
import { asffId, asffIdPrefix } from './asff-id';
import type { AsffFinding } from './asff-type';
import { partitionOf } from '@careplane/aws-facts';

const times = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-25T08:01:00.000Z' };
const id = 'f'.repeat(64);
const asff = (finding: Finding, of = subject): AsffFinding => toAsff({ id, finding }, of, times);

test('a vulnerability, whole', () => {
  const decision = { outcome: 'blocked', why: 'critical vulnerability' } as const;
  const repository = 'arn:aws:ecr:us-east-2:111122223333:repository/medmo-api';
  expect(
    toAsff(
      { id, finding: vulnerability({ aliases: ['GHSA-abcd'], remediation: 'Update openssl.' }) },
      subject,
      times,
      decision,
    ),
  ).toEqual({
    SchemaVersion: '2018-10-08',
    Id: `careplane/medmo-api/production/vulnerability/${id}`,
    ProductArn: 'arn:aws:securityhub:us-east-2:111122223333:product/111122223333/default',
    ProductName: 'Careplane',
    GeneratorId: 'careplane/vulnerability/CVE-2024-1234',
    AwsAccountId: '111122223333',
    Region: 'us-east-2',
    CreatedAt: '2026-11-01T00:00:00.000Z',
    UpdatedAt: '2026-11-25T08:01:00.000Z',
    FirstObservedAt: '2026-11-01T00:00:00.000Z',
    LastObservedAt: '2026-11-25T08:00:00.000Z',
    Title: 'CVE-2024-1234 in openssl 3.0.11-1~deb12u1: openssl: possible denial of service',
    Description: 'A crafted message makes the parser read beyond its buffer.',
    Remediation: {
      Recommendation: { Text: 'Update openssl.', Url: 'https://avd.aquasec.com/nvd/cve-2024-1234' },
    },
    SourceUrl: 'https://avd.aquasec.com/nvd/cve-2024-1234',
    ProductFields: {
      'careplane/identity': id,
      'careplane/repository': 'medmo-api',
      'careplane/environment': 'production',
      'careplane/class': 'vulnerability',
      'careplane/rule': 'CVE-2024-1234',
      'careplane/severity': 'critical',
      'careplane/artifact': 'medmo-api:3f2c1d0',
      'careplane/imageDigest': scan.imageDigest,
      'careplane/scanner': 'Trivy 0.74.0',
      'careplane/databaseUpdatedAt': '2026-11-24T06:12:00.000Z',
      'careplane/decision': 'blocked',
      'careplane/decisionReason': 'critical vulnerability',
    },
    Resources: [
      {
        Type: 'AwsEcrContainerImage',
        Id: `${repository}/${scan.imageDigest}`,
        Partition: 'aws',
        Region: 'us-east-2',
        Details: {
          AwsEcrContainerImage: {
            RegistryId: '111122223333',
            RepositoryName: 'medmo-api',
            ImageDigest: scan.imageDigest,
          },
          Other: {
            Target: 'debian',
            Package: 'openssl',
            PackageUrl: 'pkg:deb/debian/openssl?arch=amd64',
            InstalledVersion: '3.0.11-1~deb12u1',
            FixedVersion: '3.0.13-1~deb12u1',
          },
        },
      },
    ],
    Vulnerabilities: [
      {
        Id: 'CVE-2024-1234',
        VulnerablePackages: [
          {
            Name: 'openssl',
            Version: '3.0.11-1~deb12u1',
            FixedInVersion: '3.0.13-1~deb12u1',
            PackageManager: 'DEB',
          },
        ],
        Cvss: [
          {
            Version: '3.1',
            BaseScore: 9.8,
            BaseVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            Source: 'nvd',
          },
        ],
        RelatedVulnerabilities: ['GHSA-abcd'],
        Vendor: {
          Name: 'nvd',
          Url: 'https://avd.aquasec.com/nvd/cve-2024-1234',
          VendorSeverity: 'CRITICAL',
          VendorCreatedAt: '2026-11-01T00:00:00.000Z',
        },
        ReferenceUrls: ['https://nvd.nist.gov/vuln/detail/CVE-2024-1234'],
        FixAvailable: 'YES',
      },
    ],
    RecordState: 'ACTIVE',
    FindingProviderFields: {
      Severity: { Label: 'CRITICAL', Original: 'CRITICAL' },
      Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
    },
  });
});

test.each<[string, 'aws' | 'aws-cn' | 'aws-us-gov']>([
  ['us-east-2', 'aws'],
  ['eu-central-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['cn-northwest-1', 'aws-cn'],
])('in %s every ARN and the partition say %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
  const made = asff(vulnerability(), { scan, stream: { ...stream, region } });
  expect(made.ProductArn).toBe(`arn:${partition}:securityhub:${region}:111122223333:product/111122223333/default`);
  expect(made.Resources[0]).toMatchObject({ Partition: partition, Region: region });
  const arns = JSON.stringify(made).match(/arn:[\w-]+/g) ?? [];
  expect(new Set(arns)).toEqual(new Set([`arn:${partition}`]));
});

test.each<[string, Finding, string]>([
  ['a vulnerability', vulnerability(), 'Software and Configuration Checks/Vulnerabilities/CVE'],
  ['a misconfiguration', misconfiguration(), 'Software and Configuration Checks/AWS Security Best Practices'],
  ['a secret', secret(), 'Sensitive Data Identifications/Passwords'],
  ['a licence', secret({ class: 'license' }), 'Software and Configuration Checks/Industry and Regulatory Standards'],
  ['a system without updates', secret({ class: 'end-of-life' }), 'Software and Configuration Checks/Vulnerabilities'],
  ['a template check', secret({ class: 'template' }), 'Software and Configuration Checks/AWS Security Best Practices'],
  [
    'a HIPAA rule',
    secret({ class: 'template', rule: 'HIPAA.Security-ALBWAFEnabled' }),
    'Software and Configuration Checks/Industry and Regulatory Standards/HIPAA Controls (USA)',
  ],
])('%s is of type %s', (_, finding, type) => {
  expect(asff(finding).FindingProviderFields.Types).toEqual([type]);
  expect(type.split('/').length).toBeLessThanOrEqual(3);
});

describe('compliance', () => {
  test('a check that failed is active', () => {
    expect(asff(misconfiguration())).toMatchObject({ Compliance: { Status: 'FAILED' }, RecordState: 'ACTIVE' });
  });
  test('a check that held is never active', () => {
    const held = asff(misconfiguration({ passed: true }));
    expect(held).toMatchObject({ Compliance: { Status: 'PASSED' }, RecordState: 'ARCHIVED' });
  });
  test('is nothing that a vulnerability or a secret has', () => {
    expect(asff(vulnerability()).Compliance).toBeUndefined();
    expect(asff(secret()).Compliance).toBeUndefined();
  });
});

test('without a digest the resource is the repository', () => {
  const { imageDigest: _, ...rest } = scan;
  expect(asff(vulnerability(), { stream, scan: rest }).Resources[0]).toMatchObject({
    Type: 'AwsEcrRepository',
    Id: 'arn:aws:ecr:us-east-2:111122223333:repository/medmo-api',
  });
});

test('a finding is not observed for the first time after the last time', () => {
  const late = { createdAt: '2026-11-25T08:01:00.000Z', updatedAt: '2026-11-25T08:01:00.000Z' };
  const made = toAsff({ id, finding: vulnerability() }, subject, late);
  expect(made).toMatchObject({ FirstObservedAt: scan.scannedAt, LastObservedAt: scan.scannedAt });
});

test('a place in templates', () => {
  const finding = misconfiguration({
    class: 'template',
    target: 'medmo-network',
    location: { resource: 'Vpc', startLine: 3, endLine: 9 },
  });
  expect(asff(finding, { stream, scan: { ...scan, kind: 'folder' } }).Resources[0]).toMatchObject({
    Type: 'Other',
    Id: '111122223333/us-east-2/medmo-api/medmo-network/Vpc',
    Details: { Other: { Target: 'medmo-network', Resource: 'Vpc', Lines: '3-9' } },
  });
});

test('a finding that is gone changes its state and its time, and nothing else', () => {
  const before = asff(vulnerability());
  const after = archived(before, '2026-12-01T00:00:00.000Z');
  expect(after).toEqual({ ...before, RecordState: 'ARCHIVED', UpdatedAt: '2026-12-01T00:00:00.000Z' });
});

test('what is wrong in a finding does not make Security Hub refuse it', () => {
  const bad = vulnerability({
    title: ' ',
    description: '',
    severityLabel: '',
    url: 'not a page',
    references: ['ftp://x'],
    publishedAt: 'soon',
  });
  expect(asff(bad)).toMatchObject({
    Title: 'CVE-2024-1234 in openssl 3.0.11-1~deb12u1',
    Description: 'CVE-2024-1234 in openssl 3.0.11-1~deb12u1',
    FindingProviderFields: { Severity: { Original: 'CRITICAL' } },
  });
  expect(JSON.stringify(asff(bad))).not.toMatch(/not a page|ftp|soon/);
});

test('whatever is found, the required fields are there and no text is empty', () => {
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  assert(
    property(anyFinding, (finding) => {
      for (const text of texts(asff(finding))) expect(text.trim()).not.toBe('');
    }),
    { numRuns: 1000 },
  );
});

describe('ids in Security Hub', () => {
  const streams: readonly Stream[] = [
    stream,
    { ...stream, repository: 'medmo', environment: 'api' },
    { ...stream, repository: 'medmo/api' },
    { ...stream, repository: 'medmo', environment: 'api/production' },
    { ...stream, repository: 'medmo:api' },
    { ...stream, repository: 'medmo~3a.api' },
    { ...stream, repository: 'Medmo-api' },
  ];

  test('the prefix of a stream fits no id of another', () => {
    assert(
      property(constantFrom(...streams), constantFrom(...streams), anyFinding, (a, b, finding) => {
        const [identified] = identifyAll([finding], b);
        if (identified === undefined) throw new Error('one finding, one identity');
        expect(asffId(identified, b).startsWith(asffIdPrefix(a))).toBe(a === b);
      }),
    );
  });

  test('say what they are of, and are no ARN', () => {
    expect(asffIdPrefix({ ...stream, repository: 'medmo/api' })).toBe('careplane/medmo:api/production/');
  });
});
