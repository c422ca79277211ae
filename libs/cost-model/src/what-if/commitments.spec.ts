import { estimate } from '../estimate';
import type { EstimateOptions } from '../estimate-options';
import { exact } from '../exact';
import { readTemplate } from '../template/read-template';
import type { StackTemplate } from '../template/template';
import { savings } from './savings';

const HOURS = 730;

function templateOf(resources: string, tags?: Readonly<Record<string, string>>): StackTemplate {
  const result = readTemplate('web.yaml', `Resources:\n${resources}`);
  if (!('template' in result)) throw new Error(JSON.stringify(result.problems));
  return { ...result.template, ...(tags && { tags }) };
}

function savingOf(name: RegExp, templates: readonly StackTemplate[], options: EstimateOptions = {}) {
  const given = { region: 'us-west-2', ...options };
  const found = savings(templates, given, estimate(templates, given), estimate).find((each) => name.test(each.name));
  if (found === undefined) throw new Error(`no alternative is called ${name}`);
  return found;
}

const SERVICE = `
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { Cpu: '1024', Memory: '2048', RequiresCompatibilities: [FARGATE] }
  Service:
    Type: AWS::ECS::Service
    Properties: { TaskDefinition: !Ref Task, DesiredCount: 2, LaunchType: FARGATE }
`;
const CACHE = (nodeType: string, engine = 'redis') => `
  Cache:
    Type: AWS::ElastiCache::CacheCluster
    Properties: { CacheNodeType: ${nodeType}, Engine: ${engine}, NumCacheNodes: 1 }
`;
const DATABASE = (dbClass: string, more = '') => `
  Database:
    Type: AWS::RDS::DBInstance
    Properties: { DBInstanceClass: ${dbClass}, Engine: mysql, AllocatedStorage: 20, StorageType: gp3${more} }
`;

describe('a Compute Savings Plan', () => {
  it('saves the difference of the rates, for what runs at any time', () => {
    // us-west-2, by AWS's list of Savings Plans rates: 0.0295504 and 0.00324485 in place of 0.04048 and 0.004445.
    const vcpu = exact('0.04048')
      .minus('0.0295504')
      .times(2 * HOURS);
    const memory = exact('0.004445')
      .minus('0.00324485')
      .times(2 * 2 * HOURS);
    const { savedUsd, caveat } = savingOf(/Savings Plan, 1 year/, [templateOf(SERVICE)]);
    expect(savedUsd?.expected.toFixed(4)).toBe(vcpu.plus(memory).toFixed(4));
    expect(savedUsd?.high).toEqual(savedUsd?.expected);
    expect(caveat).not.toContain('discount');
  });

  it('takes the discount of another region where the list has no rate, and says so', () => {
    const { savedUsd, caveat } = savingOf(/Savings Plan, 1 year/, [templateOf(SERVICE)], { region: 'eu-west-1' });
    expect(savedUsd?.expected.isPositive()).toBe(true);
    expect(caveat).toContain('by the discount in us-');
  });

  it('counts the lines that have no rate, and gives no figure if none has', () => {
    expect(savingOf(/Savings Plan, 3 years/, [templateOf(SERVICE)]).caveat).toContain(
      'without 1 line whose price under it is not known',
    );
    const instance = '  Web: { Type: AWS::EC2::Instance, Properties: { InstanceType: m5.large } }\n';
    expect(savingOf(/Savings Plan, 1 year/, [templateOf(instance)])).toMatchObject({
      reason: 'the snapshot has no price for it (1 line)',
    });
  });

  it('does not apply to a service on Spot', () => {
    const spot = SERVICE.replace(
      'LaunchType: FARGATE',
      'CapacityProviderStrategy: [{ CapacityProvider: FARGATE_SPOT, Weight: 1 }]',
    );
    expect(savingOf(/Savings Plan, 1 year/, [templateOf(spot)]).doesNotApply).toBe(true);
  });
});

describe('a reservation', () => {
  it('of a cache node saves the difference of the rates', () => {
    // us-east-1: a cache.t3.small of Redis, 0.034 on demand and 0.022 reserved.
    const options = { region: 'us-east-1' };
    const { lines } = estimate([templateOf(CACHE('cache.t3.small'))], options);
    const { savedUsd, caveat } = savingOf(/Reserved .* 1 year/, [templateOf(CACHE('cache.t3.small'))], options);
    expect(Number(savedUsd?.expected) / Number(lines[0]?.monthlyUsd?.expected)).toBeCloseTo(1 - 0.022 / 0.034, 1);
    expect(caveat).not.toContain('discount');
    expect(
      Number(savingOf(/Reserved .* 3 years/, [templateOf(CACHE('cache.t3.small'))], options).savedUsd?.expected),
    ).toBeGreaterThan(Number(savedUsd?.expected));
  });

  it('of a database has its own price for Multi-AZ', () => {
    const options = { region: 'us-east-1' };
    const multi = savingOf(/Reserved .* 1 year/, [templateOf(DATABASE('db.t3.large', ', MultiAZ: true'))], options);
    // 0.272 on demand and 0.1914 reserved.
    expect(multi.savedUsd?.expected.toFixed(2)).toBe(exact('0.272').minus('0.1914').times(HOURS).toFixed(2));
  });

  it('takes the discount of another class of the same engine where the list has no price, and says so', () => {
    const { savedUsd, caveat } = savingOf(/Reserved .* 1 year/, [templateOf(DATABASE('db.m6g.large'))]);
    expect(savedUsd?.expected.isPositive()).toBe(true);
    expect(caveat).toMatch(/by the discount for db\.\S+ in \S+/);
  });

  it('spreads an upfront payment over its term', () => {
    const aurora = `
  Cluster: { Type: AWS::RDS::DBCluster, Properties: { Engine: aurora-postgresql } }
  Writer:
    Type: AWS::RDS::DBInstance
    Properties: { DBClusterIdentifier: !Ref Cluster, DBInstanceClass: db.r6g.large, Engine: aurora-postgresql }
`;
    const options = { region: 'us-east-1' };
    const { savedUsd } = savingOf(/Reserved .* 3 years/, [templateOf(aurora)], options);
    // 0.26 an hour on demand; all upfront 792.67 a year of the term.
    const expected = exact('0.26').times(HOURS).minus(exact('792.67').div(8760).times(HOURS));
    expect(savedUsd?.expected.toFixed(2)).toBe(expected.toFixed(2));
  });
});

describe('environments before production at night', () => {
  const staging = { 'careplane:environment': 'staging' };

  it('save the hours in which no one works, of tasks and databases, and no storage', () => {
    const templates = [templateOf(SERVICE + DATABASE('db.t3.large'), staging)];
    const options = { region: 'us-east-1' };
    const { lines } = estimate(templates, options);
    const hours = lines
      .filter(({ component }) => /vCPU|memory|Database instance/.test(component))
      .reduce((sum, { monthlyUsd }) => sum.plus(monthlyUsd?.expected ?? 0), exact(0));
    const { savedUsd, caveat } = savingOf(/at night/, templates, options);
    expect(savedUsd?.expected.toFixed(4)).toBe(hours.times(103).div(168).toFixed(4));
    expect(caveat).toMatch(/; staging$/);
  });

  it('are no production, and have a name', () => {
    const of = (tags?: Readonly<Record<string, string>>) =>
      savingOf(/at night/, [templateOf(SERVICE, tags)]).doesNotApply;
    expect(of()).toBe(true);
    expect(of({ 'careplane:environment': 'production' })).toBe(true);
    expect(of({ Environment: 'prod' })).toBe(true);
    expect(of({ Environment: 'dev' })).toBeUndefined();
  });
});

describe('endpoints in place of NAT gateways', () => {
  const NETWORK = `
  Nat: { Type: AWS::EC2::NatGateway, Properties: { SubnetId: !Ref A, AllocationId: !GetAtt Eip.AllocationId } }
  Eip: { Type: AWS::EC2::EIP }
  A: { Type: AWS::EC2::Subnet, Properties: { AvailabilityZone: us-west-2a } }
  B: { Type: AWS::EC2::Subnet, Properties: { AvailabilityZone: us-west-2b } }
`;
  const NAT = exact('0.045').plus('0.005').times(HOURS);
  const ENDPOINT = exact('0.01').times(2 * HOURS);

  it('cost six endpoints in each zone, which may be more: a saving below zero', () => {
    const { savedUsd } = savingOf(/Endpoints/, [templateOf(NETWORK)]);
    expect(savedUsd?.expected.toString()).toBe(NAT.minus(ENDPOINT.times(6)).toString());
  });

  it('those that are there already are not added again', () => {
    const logs = `
  Logs:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcEndpointType: Interface, ServiceName: com.amazonaws.us-west-2.logs, SubnetIds: [a, b] }
`;
    const { savedUsd } = savingOf(/Endpoints/, [templateOf(NETWORK + logs)]);
    expect(savedUsd?.expected.toString()).toBe(NAT.minus(ENDPOINT.times(5)).toString());
  });

  it('do not apply without a NAT gateway', () => {
    expect(savingOf(/Endpoints/, [templateOf(SERVICE)]).doesNotApply).toBe(true);
  });
});

describe('log groups of Infrequent Access', () => {
  const LOGS = `
  Plain: { Type: AWS::Logs::LogGroup }
  Watched: { Type: AWS::Logs::LogGroup }
  Filter: { Type: AWS::Logs::MetricFilter, Properties: { LogGroupName: !Ref Watched } }
`;

  it('save half of what is ingested, but for groups that a filter watches', () => {
    const usage = { usage: { 'AWS::Logs::LogGroup': { monthlyDataIngestedGb: 10 } } };
    const { savedUsd } = savingOf(/Infrequent/, [templateOf(LOGS)], { usage });
    expect(savedUsd?.expected.toString()).toBe('2.5');
  });

  it('need the usage', () => {
    expect(savingOf(/Infrequent/, [templateOf(LOGS)])).toMatchObject({
      reason: 'depends on usage: monthlyDataIngestedGb',
    });
  });
});
