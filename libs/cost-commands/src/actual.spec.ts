import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { taggedCurParquet } from './testing/cur-parquet';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

const HEADER =
  'bill/BillingPeriodStartDate,lineItem/LineItemType,lineItem/ProductCode,lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,resourceTags/aws:cloudformation:stack-name,resourceTags/aws:cloudformation:logical-id';
const ROWS = [
  '2026-09-01,Usage,AmazonEC2,USE2-NatGateway-Hours,720,32.4,web,Nat',
  '2026-10-01,Usage,AmazonEC2,USE2-NatGateway-Hours,744,33.48,web,Nat',
  '2026-10-01,Usage,AmazonEC2,USE2-NatGateway-Bytes,612,27.54,web,Nat',
  '2026-10-01,Usage,AmazonEC2,USE2-BoxUsage:t3.micro,744,7.74,web,Bastion',
  '2026-10-01,Usage,AmazonS3,USE2-TimedStorage-ByteHrs,100,2.3,web,',
  '2026-10-01,Usage,AWSDataTransfer,USE2-DataTransfer-Out-Bytes,50,4.5,,',
  '2026-10-01,Usage,AmazonEC2,USE2-BoxUsage:m5.large,744,71.42,other,Server',
  '2026-10-01,Tax,AmazonEC2,,1,3,,',
];
const BILL = [HEADER, ...ROWS].join('\n');

async function actual(files: Record<string, string | Uint8Array>, ...args: string[]) {
  const folder = folderWith({ 'web.yaml': TEMPLATE, ...files });
  const billing = args.includes('--billing') ? [] : ['--billing', join(folder, 'bill.csv')];
  const here = args.map((each) => each.replace('FOLDER', folder));
  return cli('actual', join(folder, 'web.yaml'), '--region', 'us-east-2', ...billing, ...here);
}

describe('careplane-cost actual', () => {
  it('compares the last month resource by resource, with the reason of each difference, in 80 columns', async () => {
    const { exit, stdout, stderr } = await actual({ 'bill.csv': BILL });
    expect(exit).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
    expect(`\n${stdout}\n`).toMatchInlineSnapshot(`
      "
      RESOURCES, USD of 2026-10                       BILLED    ESTIMATED   DIFFERENCE
      Nat                                              61.02        36.50       +24.52
          AWS::EC2::NatGateway.
          USE2-NatGateway-Bytes: 27.54 billed for 612 GB; the estimate needs
          monthlyDataProcessedGb.
          USE2-PublicIPv4:InUseAddress: 3.65 estimated, nothing billed.
          USE2-NatGateway-Hours: 33.48 billed for 744 hours instead of 730, 32.85
          estimated.
      web/Bastion                                       7.74    not known        +7.74
          Not in the templates: deployed by an older or newer revision.
          USE2-BoxUsage:t3.micro: 7.74 billed for 744, not in the estimate.
      web                                               2.30    not known        +2.30
          Tagged with the stack only: what services create for it.
          USE2-TimedStorage-ByteHrs: 2.30 billed for 100, not in the estimate.
      total                                            71.06        72.54        -1.48

      SERVICES, USD of 2026-10                  THESE STACKS    ELSEWHERE    ESTIMATED
      EC2 and NAT gateways                             68.76        71.42        32.85
      ECS Fargate                                                                36.04
      Data transfer                                                  4.50
      VPC                                                                         3.65
      S3                                                2.30

      71.06 USD were billed for these stacks in 2026-10; the estimate expects 72.54.
      1 resource cost less than the low or more than the high of the estimate.
      No row is tagged with 1 resource of the estimate, 36.04 a month: Service 36.04.
      They are not deployed, were created before the tags, or belong to a type that
      AWS does not tag on bills.
      Elsewhere: 75.92 of other stacks, or of charges that AWS does not tag, such as
      data transfer and metrics.
      A month of the estimate has 730 hours; 2026-10 has 744.

      "
    `);
    expect(stderr).toContain('Not compared, because the estimate excludes them: tax AmazonEC2 3.00.');
  });

  it('compares the month that is asked for, exactly', async () => {
    const { exit, stdout } = await actual({ 'bill.csv': BILL }, '--month', '2026-09', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      month: '2026-09',
      hours: 720,
      inStacksUsd: 32.4,
      resources: [
        {
          logicalId: 'Nat',
          billedUsd: 32.4,
          // The address of the gateway is in the estimate, and was not billed.
          estimatedUsd: { expected: 36.5 },
          differenceUsd: -4.1,
          withinRange: false,
        },
      ],
    });
  });

  it.each<[string, Record<string, string | Uint8Array>, string]>([
    [
      'a CUR 2.0 as CSV',
      {
        'bills/a.csv': `bill_billing_period_start_date,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_usage_amount,line_item_unblended_cost,resource_tags
2026-10-01,Usage,AmazonEC2,USE2-NatGateway-Hours,744,33.48,"{""aws_cloudformation_stack_name"":""web"",""aws_cloudformation_logical_id"":""Nat""}"`,
      },
      'a.csv',
    ],
    [
      'FOCUS',
      {
        'bills/b.csv': `BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ServiceName,x_UsageType,PricingQuantity,Tags
33.48,USD,2026-10-01,Usage,Amazon Elastic Compute Cloud,USE2-NatGateway-Hours,744,"{""aws:cloudformation:stack-name"":""web"",""aws:cloudformation:logical-id"":""Nat""}"`,
      },
      '*.csv',
    ],
    ['a CUR 2.0 as Parquet', { 'bills/2026/c.parquet': taggedCurParquet() }, '**/*.parquet'],
  ])('knows the resources of %s, found by a pattern', async (_, files, pattern) => {
    const { exit, stdout } = await actual(files, '--billing', `FOLDER/bills/${pattern}`, '--json');
    expect({ exit }).toEqual({ exit: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ hasTags: true, resources: [{ logicalId: 'Nat', billedUsd: 33.48 }] });
  });

  it('without tags compares services, and says how to get them', async () => {
    const rows = ROWS.map((line) => line.split(',').slice(0, 6).join(','));
    const bill = [HEADER.split(',').slice(0, 6).join(','), ...rows].join('\n');
    const { exit, stdout } = await actual({ 'bill.csv': bill });
    expect(exit).toBe(0);
    expect(stdout).not.toContain('RESOURCES');
    expect(stdout.replace(/\s+/g, ' ')).toContain('Activate the cost allocation tags aws:cloudformation:stack-name');
  });

  it('of a stack with another name than the template takes the name', async () => {
    const bill = BILL.replaceAll(',web,', ',prod-web,');
    const { stderr } = await actual({ 'bill.csv': bill });
    expect(stderr).toContain('The bill has the stacks other, prod-web. Next: --stack NAME');
    const { stdout } = await actual({ 'bill.csv': bill }, '--stack', 'prod-web', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ inStacksUsd: 71.06 });
  });

  it.each([
    [['--month', '2026-01'], /the bill has no usage of it. It has 2026-09, 2026-10/],
    [['--month', 'October'], /It must be a month, such as 2026-10/],
    [['--billing', 'FOLDER/*.parquet'], /No file matches .*\*\.parquet/],
    [['--billing', 'FOLDER/nothing.csv'], /nothing\.csv cannot be read/],
  ])('refuses %j with 2', async (args, message) => {
    const { exit, stdout, stderr } = await actual({ 'bill.csv': BILL }, ...args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('names rows that cannot be read, and ends with 2', async () => {
    const { exit, stderr } = await actual({ 'bill.csv': `${BILL}\n2026-10-01,Usage,AmazonEC2,x,1,much,web,Nat` });
    expect(exit).toBe(2);
    expect(stderr).toMatch(/1 of 9 rows could not be read/);
  });
});

describe('the page of careplane-cost actual', () => {
  const pageOf = async (bill: string) => {
    const folder = folderWith({ 'web.yaml': TEMPLATE, 'bill.csv': bill });
    const file = join(folder, 'page.html');
    const billing = ['--billing', join(folder, 'bill.csv')];
    const ran = await cli('actual', join(folder, 'web.yaml'), '--region', 'us-east-2', ...billing, '--out', file);
    return { ...ran, page: readFileSync(file, 'utf8') };
  };

  it('has the sums, each resource with the reason of its difference, and lines to sign', async () => {
    const { exit, page } = await pageOf(BILL);
    expect(exit).toBe(0);
    expect(page).toContain('<dt>USD billed for these stacks in 2026-10</dt><dd>71.06</dd>');
    expect(page).toContain('<dt>USD, billed minus estimated</dt><dd>-1.48</dd>');
    expect(page).toContain('33.48 billed for 744 hours instead of 730');
    expect(page).toContain('1 resource estimated, and named by no row of the bill');
    expect(page).toContain('id="signature"');
  });

  it('says what it cannot say where the bill has no tags', async () => {
    const bill = [HEADER, '2026-10-01,Usage,AmazonEC2,USE2-NatGateway-Hours,744,33.48,,'].join('\n');
    const { page } = await pageOf(bill);
    expect(page).toContain('<dt>USD billed for the whole account in 2026-10</dt><dd>33.48</dd>');
    expect(page).not.toContain('By resource');
    expect(page).not.toContain('billed minus estimated');
  });
});
