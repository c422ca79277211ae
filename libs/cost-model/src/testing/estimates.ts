import type { Range, Estimate, Line, ResourceVerdict, VerdictKind } from '../estimate-types';
import { exact, sumRanges } from '../exact';

/** A range of texts: `range('1', '2', '3')`, or the same three times. */
export function range(low: string, expected = low, high = expected): Range {
  return { low: exact(low), expected: exact(expected), high: exact(high) };
}

/** A line of a NAT gateway's hours, but for what is given. */
export function lineWith(more: Partial<Line> = {}): Line {
  return {
    stack: 'clinic-network',
    logicalId: 'Nat1',
    constructPath: 'clinic-network/Network/Nat1',
    resourceType: 'AWS::EC2::NatGateway',
    component: 'NAT gateway hours',
    quantity: range('730'),
    unit: 'hours',
    unitPriceUsd: exact('0.045'),
    monthlyUsd: range('32.85'),
    price: {
      region: 'us-east-2',
      usageType: 'USE2-NatGateway-Hours',
      asOf: '2026-09-29',
      source: 'https://aws.amazon.com/vpc/pricing/',
      confidence: 'listed',
    },
    ...more,
  };
}

export function verdictOf(line: Line, verdict: VerdictKind = 'priced', reason?: string): ResourceVerdict {
  const { stack, logicalId, constructPath, resourceType } = line;
  return { stack, logicalId, constructPath, resourceType, verdict, ...(reason === undefined ? {} : { reason }) };
}

/** An estimate of these lines, whose resources are priced, and of what more is given. */
export function estimateOf(lines: readonly Line[], more: Partial<Estimate> = {}): Estimate {
  const resources = new Map(lines.map((line) => [`${line.stack}/${line.logicalId}`, verdictOf(line)]));
  return {
    region: 'us-east-2',
    pricesAsOf: '2026-09-29',
    lines,
    verdicts: [...resources.values()],
    totals: sumRanges(lines.flatMap(({ monthlyUsd }) => monthlyUsd ?? [])),
    notes: [],
    problems: [],
    ...more,
  };
}

/** A service with a range, a line that depends on usage, one without a price, and resources of every verdict. */
export function clinicEstimate(): Estimate {
  const service = {
    stack: 'clinic-portal-production',
    logicalId: 'Service9571FDD8',
    constructPath: 'clinic-portal-production/Service/Service',
    resourceType: 'AWS::ECS::Service',
  };
  const ecs = (usageType: string) => ({
    region: 'us-east-2',
    usageType,
    asOf: '2026-09-29',
    source: 'https://aws.amazon.com/fargate/pricing/',
    confidence: 'listed' as const,
  });
  const scaling = '2 tasks run, at most 12; expected is the minimum';
  const nat = lineWith();
  const lines: Line[] = [
    nat,
    lineWith({
      component: 'NAT gateway data',
      quantity: undefined,
      unit: 'GB',
      monthlyUsd: undefined,
      assumption: 'depends on usage: monthlyDataProcessedGb',
    }),
    lineWith({
      ...service,
      component: 'Fargate vCPU',
      quantity: range('730', '730', '4380'),
      unit: 'vCPU-hours',
      unitPriceUsd: exact('0.04048'),
      monthlyUsd: range('29.5504', '29.5504', '177.3024'),
      price: ecs('USE2-Fargate-vCPU-Hours:perCPU'),
      assumption: scaling,
    }),
    lineWith({
      ...service,
      component: 'Fargate memory',
      quantity: range('1460', '1460', '8760'),
      unit: 'GB-hours',
      unitPriceUsd: exact('0.004445'),
      monthlyUsd: range('6.4897', '6.4897', '38.9382'),
      price: ecs('USE2-Fargate-GB-Hours'),
      assumption: scaling,
    }),
    lineWith({
      stack: 'clinic-portal-production',
      logicalId: 'Alarm',
      constructPath: 'clinic-portal-production/Alarm',
      resourceType: 'AWS::CloudWatch::Alarm',
      component: 'Standard alarm',
      quantity: range('1'),
      unit: 'alarms',
      unitPriceUsd: undefined,
      monthlyUsd: undefined,
      price: undefined,
    }),
  ];
  const [, , , , alarm] = lines;
  return estimateOf(lines, {
    verdicts: [
      verdictOf(nat, 'needs usage', 'give monthlyDataProcessedGb'),
      verdictOf(lines[2] ?? nat),
      verdictOf(alarm ?? nat, 'price unknown', 'the snapshot has no price of AmazonCloudWatch/AlarmMonitorUsage'),
      {
        ...verdictOf(nat),
        logicalId: 'Role',
        constructPath: 'clinic-network/Role',
        resourceType: 'AWS::IAM::Role',
        verdict: 'free',
        reason: 'IAM is free',
      },
    ],
    notes: ['clinic-network/Nat1: Fn::ImportValue shared-subnet is another stack’s'],
  });
}
