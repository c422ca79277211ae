import { readdirSync } from 'node:fs';
import { RULES } from '.';
import type { TemplateResource } from './rule';

type Examples = readonly (readonly [what: string, resources: Readonly<Record<string, TemplateResource>>])[];

const targetGroup = (properties: object): Record<string, TemplateResource> => ({
  Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 8080, ...properties } },
});
const listener = (properties: object): Record<string, TemplateResource> => ({
  Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { Port: 443, ...properties } },
});
const database = (Engine: string, Parameters?: object): Record<string, TemplateResource> => ({
  Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine, DBParameterGroupName: { Ref: 'Parameters' } } },
  ...(Parameters && { Parameters: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters } } }),
});
const redirect = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } };
const forward = { Type: 'forward', TargetGroupArn: { Ref: 'Group' } };
const MODERN = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** For each rule what it must find, and what it must leave alone. */
const EXAMPLES: Readonly<Record<string, { readonly fails: Examples; readonly passes: Examples }>> = {
  TargetGroupEncrypted: {
    fails: [
      ['HTTP', targetGroup({ Protocol: 'HTTP' })],
      ['TCP', targetGroup({ Protocol: 'TCP', TargetType: 'ip' })],
      ['UDP', targetGroup({ Protocol: 'UDP' })],
      ['no protocol', targetGroup({})],
      ['a protocol that only the account knows', targetGroup({ Protocol: { Ref: 'Parameter' } })],
    ],
    passes: [
      ['HTTPS', targetGroup({ Protocol: 'HTTPS' })],
      ['TLS', targetGroup({ Protocol: 'TLS' })],
      ['a Lambda function', targetGroup({ TargetType: 'lambda' })],
    ],
  },
  ListenerEncrypted: {
    fails: [
      ['HTTP that forwards', listener({ Protocol: 'HTTP', DefaultActions: [forward] })],
      ['HTTP that does nothing', listener({ Protocol: 'HTTP', DefaultActions: [] })],
      ['HTTP that also forwards', listener({ Protocol: 'HTTP', DefaultActions: [redirect, forward] })],
      [
        'HTTP that redirects to HTTP',
        listener({ Protocol: 'HTTP', DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTP' } }] }),
      ],
      ['TCP', listener({ Protocol: 'TCP', DefaultActions: [forward] })],
      ['HTTPS with TLS 1.0', listener({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08' })],
      [
        'HTTPS with TLS 1.0, and 1.3',
        listener({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' }),
      ],
      ['HTTPS with the default policy, which has TLS 1.0', listener({ Protocol: 'HTTPS' })],
    ],
    passes: [
      ['HTTPS with a modern policy', listener({ Protocol: 'HTTPS', SslPolicy: MODERN, DefaultActions: [forward] })],
      ['HTTPS with TLS 1.3 only', listener({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' })],
      ['TLS with a modern policy', listener({ Protocol: 'TLS', SslPolicy: MODERN, DefaultActions: [forward] })],
      ['HTTP that redirects to HTTPS', listener({ Protocol: 'HTTP', DefaultActions: [redirect] })],
    ],
  },
  DatabaseRequiresTls: {
    fails: [
      ['MySQL with the default', database('mysql', { slow_query_log: '1' })],
      ['MySQL that does not require it', database('mysql', { require_secure_transport: '0' })],
      ['MySQL without a parameter group of its own', database('mysql')],
      ['PostgreSQL that does not force it', database('postgres', { 'rds.force_ssl': '0' })],
      ['an engine that nothing is known of', database('db2-se', {})],
    ],
    passes: [
      ['MySQL', database('mysql', { require_secure_transport: '1' })],
      ['MySQL, in another form', database('mysql', { require_secure_transport: 'ON' })],
      ['PostgreSQL', database('postgres', { 'rds.force_ssl': '1' })],
      ['SQL Server', database('sqlserver-web', { 'rds.force_ssl': 1 })],
    ],
  },
};

test('every file here is a rule that is asked, and has an example that fails and one that passes', () => {
  const files = readdirSync(__dirname).filter((file) => !/^(?:index|rule|rules\.spec)\.ts$/.test(file));
  const names = RULES.map(({ name }) => name);
  const kebab = (name: string) => `${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.ts`;
  expect(names.map(kebab).sort()).toEqual(files.sort());
  expect(Object.keys(EXAMPLES).sort()).toEqual([...names].sort());
  for (const { fails, passes } of Object.values(EXAMPLES)) {
    expect(fails.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
  }
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const { fails = [], passes = [] } = EXAMPLES[name] ?? {};

  test.each(fails)('finds %s', (_, Resources) => {
    expect(rule.find({ Resources })).toEqual([
      { logicalId: Object.keys(Resources)[0], message: expect.stringMatching(/^[A-Z].{20,}\.$/) },
    ]);
  });

  test.each(passes)('leaves %s alone', (_, Resources) => expect(rule.find({ Resources })).toEqual([]));

  test('has nothing to say of a template without resources', () => expect(rule.find({})).toEqual([]));

  test('says what it is for', () => expect(rule.because).toMatch(/45 CFR 164\.3\d\d/));
});
