import { estimate } from '../estimate';
import { exact } from '../exact';
import { readTemplate } from '../template/read-template';
import type { StackTemplate } from '../template/template';
import { renderSavings, renderSavingsMarkdown, savingsData } from './render-savings';
import { savings } from './savings';

const HOURS = 730;

function templateOf(resources: string): StackTemplate {
  const result = readTemplate('web.yaml', `Resources:\n${resources}`);
  if (!('template' in result)) throw new Error(JSON.stringify(result.problems));
  return result.template;
}

const TASK = (more = '') => `
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { Cpu: '512', Memory: '2048', RequiresCompatibilities: [FARGATE]${more} }
  Service:
    Type: AWS::ECS::Service
    Properties: { TaskDefinition: !Ref Task, DesiredCount: 2, LaunchType: FARGATE }
`;
const NAT = (id: string) => `
  ${id}Eip: { Type: AWS::EC2::EIP }
  ${id}:
    Type: AWS::EC2::NatGateway
    Properties: { SubnetId: subnet-${id}, AllocationId: !GetAtt ${id}Eip.AllocationId }
`;

function saved(resources: string): Record<string, string> {
  const templates = [templateOf(resources)];
  const options = { region: 'us-east-2' };
  const all = savings(templates, options, estimate(templates, options), estimate);
  return Object.fromEntries(
    all.map(({ name, savedUsd, reason }) => [name, savedUsd?.expected.toString() ?? `(${reason})`]),
  );
}

const NOTHING = '(does not apply to these templates)';

describe('what if', () => {
  it('tasks are one size smaller: half of the vCPU and of the memory', () => {
    // Two tasks: 2 × 0.25 vCPU and 2 × 1 GB less.
    const expected = exact('0.04048').times('0.5').plus(exact('0.004445').times(2)).times(HOURS);
    expect(saved(TASK())['Tasks one size smaller']).toBe(expected.toString());
  });

  it('the smallest size there is gets no smaller', () => {
    const smallest = TASK().replace("'512'", "'256'").replace("'2048'", "'512'");
    expect(saved(smallest)['Tasks one size smaller']).toBe(NOTHING);
  });

  it('on ARM: the difference of the two prices; nothing for what is on ARM already', () => {
    expect(Number(saved(TASK())['Fargate on ARM (Graviton)'])).toBeGreaterThan(0);
    expect(saved(TASK(', RuntimePlatform: { CpuArchitecture: ARM64 }'))['Fargate on ARM (Graviton)']).toBe(NOTHING);
    expect(
      saved(TASK(', RuntimePlatform: { OperatingSystemFamily: WINDOWS_SERVER_2022_CORE }'))[
        'Fargate on ARM (Graviton)'
      ],
    ).toBe(NOTHING);
  });

  it('on Spot', () => {
    expect(Number(saved(TASK())['Fargate Spot'])).toBeGreaterThan(Number(saved(TASK())['Fargate on ARM (Graviton)']));
  });

  it('one NAT gateway: the others with their addresses', () => {
    const each = exact('0.045').plus('0.005').times(HOURS);
    expect(saved(NAT('A') + NAT('B') + NAT('C'))['One NAT gateway for each VPC']).toBe(each.times(2).toString());
    expect(saved(NAT('A'))['One NAT gateway for each VPC']).toBe(NOTHING);
    const subnet = (id: string) => `\n  S${id}: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-${id} } }\n`;
    const ofTwoVpcs = (NAT('A') + NAT('B')).replace(/subnet-(\w)/g, '!Ref S$1') + subnet('A') + subnet('B');
    expect(saved(ofTwoVpcs)['One NAT gateway for each VPC']).toBe(NOTHING);
  });

  it('what has no price gives no figure, and says so', () => {
    const usd = (price: string) => ({
      unit: 'Hrs',
      regions: { 'us-east-2': [price, 0, '2026-01-01', 'listed'] as const },
    });
    const prices = {
      asOf: '2026-01-01',
      sources: ['https://aws.amazon.com/fargate/pricing/'],
      prices: { 'AmazonECS/Fargate-vCPU-Hours:perCPU': usd('0.04'), 'AmazonECS/Fargate-GB-Hours': usd('0.004') },
    };
    const templates = [templateOf(TASK())];
    const options = { region: 'us-east-2', prices };
    const all = savings(templates, options, estimate(templates, options), estimate);
    const arm = all.find(({ name }) => name.includes('ARM'));
    expect({ savedUsd: arm?.savedUsd, reason: arm?.reason }).toEqual({
      savedUsd: undefined,
      reason: 'the snapshot has no price for it (2 lines)',
    });
  });

  it('says nothing of an empty template', () => {
    expect(new Set(Object.values(saved('  Topic: { Type: AWS::SNS::Topic }\n')))).toEqual(new Set([NOTHING]));
  });

  it('lists what would change something, and names the rest in one sentence', () => {
    const templates = [templateOf(NAT('A') + NAT('B'))];
    const all = savings(templates, {}, estimate(templates, {}), estimate);
    const sentence = 'Do not apply to these templates: Tasks one size smaller; Fargate on ARM';
    for (const text of [renderSavings(all).replace(/\n */g, ' '), renderSavingsMarkdown(all)]) {
      expect(text).toContain(sentence);
      expect(text).not.toContain('no figure');
    }
    expect(
      renderSavings(all)
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  it('is shown in 80 columns, as Markdown and as data', () => {
    const templates = [templateOf(TASK())];
    const all = savings(templates, {}, estimate(templates, {}), estimate);
    const text = renderSavings(all);
    expect(text.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
    expect(renderSavingsMarkdown(all)).toContain('| Fargate Spot |');
    expect(savingsData(all).every(({ savedUsd, reason }) => (savedUsd === null) !== (reason === null))).toBe(true);
  });
});
