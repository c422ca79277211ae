import fc from 'fast-check';
import { BillReader } from '../billing/bill-reader';
import { exact } from '../exact';
import { range, estimateOf, lineWith } from '../testing/estimates';
import { breakEven, compare } from './comparison';
import { renderComparison, renderComparisonJson, renderComparisonMarkdown } from './render-comparison';
import { billedService, serviceOf } from './services';

function billOf(rows: string) {
  const reader = new BillReader('bill.csv');
  reader.push(`BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ServiceName\n${rows}`);
  const result = reader.end();
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.bill;
}

const bill = billOf(`300,USD,2026-08-01,Usage,Amazon Elastic Compute Cloud - Compute
500,USD,2026-09-01,Usage,Amazon Elastic Compute Cloud - Compute
100,USD,2026-09-01,Usage,EC2-Other
80,USD,2026-09-01,Usage,Amazon WorkMail
60,USD,2026-08-01,Tax,Tax
-20,USD,2026-08-01,Credit,Amazon EC2`);

const estimate = estimateOf([
  lineWith({ monthlyUsd: range('30', '40', '90') }),
  lineWith({ resourceType: 'AWS::ECS::Service', price: undefined, monthlyUsd: range('100', '160', '300') }),
]);

it('sets the bill’s average month beside the estimate by service, whatever the bill calls it', () => {
  const { services, oldMonthlyUsd, notCompared } = compare(bill, estimate);
  expect(
    services.map(({ service, billedUsd, estimatedUsd }) => [
      service,
      String(billedUsd),
      String(estimatedUsd?.expected),
    ]),
  ).toEqual([
    ['EC2 and NAT gateways', '450', '40'],
    ['ECS Fargate', 'undefined', '160'],
    ['Amazon WorkMail', '40', 'undefined'],
  ]);
  expect(oldMonthlyUsd.toString()).toBe('490');
  expect(notCompared.map(({ kind, billedUsd }) => `${kind} ${billedUsd.toString()}`)).toEqual(['tax 30', 'credit -10']);
});

it('names what could not be matched, and keeps what is to stay on neither side', () => {
  const all = compare(bill, estimate);
  expect(all.unmatchedBilled.map(({ service }) => service)).toEqual(['Amazon WorkMail']);
  expect(all.unmatchedEstimated.map(({ service }) => service)).toEqual(['ECS Fargate']);
  const kept = compare(bill, estimate, { keep: ['amazon workmail'] });
  expect({ old: kept.oldMonthlyUsd.toString(), kept: kept.kept.map(({ service }) => service) }).toEqual({
    old: '450',
    kept: ['Amazon WorkMail'],
  });
});

it('counts migration and overlap once, over 12 and 36 months', () => {
  const { horizons, breakEvenMonth } = compare(bill, estimate, { migrationUsd: exact('1000'), overlapMonths: 1 });
  expect(horizons.map(({ months, oldUsd, newUsd }) => [months, String(oldUsd), String(newUsd.expected)])).toEqual([
    [12, '5880', String(12 * 200 + 1000 + 490)],
    [36, '17640', String(36 * 200 + 1000 + 490)],
  ]);
  expect(breakEvenMonth).toEqual({ low: 5, expected: 6, high: 15 });
});

it('break-even is the first month at whose end the old way has cost as much, and never when nothing is saved', () => {
  const usd = fc.integer({ min: 0, max: 100_000 }).map((cents) => exact(cents).dividedBy(100));
  fc.assert(
    fc.property(usd, usd, usd, (oldUsd, newUsd, onceUsd) => {
      const month = breakEven(oldUsd, newUsd, onceUsd);
      if (month === undefined) {
        expect(oldUsd.lte(newUsd)).toBe(true);
        return;
      }
      const hasPaid = (count: number) => oldUsd.times(count).gte(newUsd.times(count).plus(onceUsd));
      expect(hasPaid(month)).toBe(true);
      if (month > 1) expect(hasPaid(month - 1)).toBe(false);
    }),
  );
});

it('is shown to people in 80 columns', () => {
  const text = renderComparison(compare(bill, estimate, { migrationUsd: exact('1000') }));
  expect(text.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    USD A MONTH                              BILLED       ESTIMATED      DIFFERENCE
    EC2 and NAT gateways                     450.00           40.00         -410.00
    ECS Fargate                          not billed          160.00
    Amazon WorkMail                           40.00   not estimated
    total                                    490.00          200.00         -290.00

    OVER                                     BILLED       ESTIMATED      DIFFERENCE
    12 months                              5,880.00        3,400.00       -2,480.00
      estimated 2,560.00 to 5,680.00
    36 months                             17,640.00        8,200.00       -9,440.00
      estimated 5,680.00 to 15,040.00

    "Billed" is the average of 2 months, 2026-08 to 2026-09; the last month of a
    bill may not be complete.
    Break-even: month 4 as expected, month 3 at the estimate's low, month 10 at its
    high.
    Paid once: 1,000.00 for the migration.
    Billed but not in the estimate, assumed to end with the move: Amazon WorkMail
    40.00. If a service stays: --keep SERVICE.
    In the estimate but not billed: ECS Fargate 160.00.
    Not compared, because the estimate excludes them: tax 30.00, credit -10.00 a
    month.
    "
  `);
});

it('is Markdown and data too, with null for what is missing', () => {
  const comparison = compare(bill, estimate);
  expect(renderComparisonMarkdown(comparison)).toContain('| EC2 and NAT gateways | 450.00 | 40.00 | -410.00 |');
  expect(JSON.parse(renderComparisonJson(comparison))).toMatchObject({
    currency: 'USD',
    services: [{ service: 'EC2 and NAT gateways', billedUsd: 450 }, { billedUsd: null }, { estimatedUsd: null }],
    breakEvenMonth: { low: 1, expected: 1, high: 1 },
    horizons: [{ months: 12, oldUsd: 5880 }, { months: 36 }],
  });
});

it.each([
  ['Amazon Relational Database Service', 'RDS'],
  ['Relational Database Service', 'RDS'],
  ['AmazonRDS', 'RDS'],
  ['EC2-Instances', 'EC2 and NAT gateways'],
  ['EC2-Other', 'EC2 and NAT gateways'],
  ['Amazon EC2 Container Registry (ECR)', 'ECR'],
  ['EC2 Container Registry (ECR)', 'ECR'],
  ['Amazon Elastic Container Service', 'ECS Fargate'],
  ['Elastic Container Service', 'ECS Fargate'],
  ['AWS Key Management Service', 'KMS'],
  ['awskms', 'KMS'],
  ['AmazonCloudWatch', 'CloudWatch'],
  ['CloudWatch Events', 'EventBridge'],
  ['AWS Data Transfer', 'Data transfer'],
  ['Amazon Virtual Private Cloud', 'VPC'],
  ['Elastic Load Balancing', 'Elastic Load Balancing'],
  // Cost Explorer's short name, which begins like that of instances.
  ['EC2-ELB', 'Elastic Load Balancing'],
  ['AWS WAF', 'WAF'],
  ['Amazon Simple Storage Service', 'S3'],
  ['Amazon CloudFront', 'CloudFront'],
  ['Amazon Elastic Container Service for Kubernetes', 'EKS'],
  ['AWS Transfer Family', 'Transfer Family'],
  ['Amazon MQ', 'Amazon MQ'],
  ['Amazon Kinesis Firehose', 'Data Firehose'],
  ['AWS IoT', 'IoT'],
  ['Amazon WorkMail', undefined],
])('%s is %s on a bill', (name, service) => {
  expect(billedService(name)).toBe(service);
});

it.each([
  ['AWS::EC2::NatGateway', 'USE2-PublicIPv4:InUseAddress', 'VPC'],
  ['AWS::EC2::NatGateway', 'USE2-NatGateway-Hours', 'EC2 and NAT gateways'],
  ['AWS::AutoScaling::AutoScalingGroup', 'BoxUsage:t3.medium', 'EC2 and NAT gateways'],
  ['AWS::EKS::Nodegroup', 'EBS:VolumeUsage.gp3', 'EC2 and NAT gateways'],
  ['AWS::EKS::Cluster', 'AmazonEKS-Hours:perCluster', 'EKS'],
  ['AWS::Batch::ComputeEnvironment', 'USE1-Fargate-GB-Hours', 'ECS Fargate'],
  ['AWS::CloudFront::Distribution', 'US-DataTransfer-Out-Bytes', 'CloudFront'],
  ['AWS::Transfer::Server', 'DownloadBytes', 'Transfer Family'],
  ['AWS::ApiGateway::Stage', 'TracesStored', 'X-Ray'],
  ['AWS::ECS::Cluster', 'USE2-CW:ObservationUsage', 'CloudWatch'],
  ['AWS::EC2::VPCEndpoint', 'USE2-VpcEndpoint-Hours', 'VPC'],
  ['AWS::Unheard::Of', '', 'AWS::Unheard'],
])('a line of %s for %s is on the bill of %s', (resourceType, usageType, service) => {
  const { price } = lineWith();
  expect(serviceOf(lineWith({ resourceType, ...(price && { price: { ...price, usageType } }) }))).toBe(service);
});
