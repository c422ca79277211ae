import { coverageOf } from '../coverage';
import { estimate } from '../estimate';
import { renderJson } from '../render/json';
import { renderSummary } from '../render/summary';
import { goldens } from '../testing/goldens';
import { unsoundIn } from '../testing/unsound';
import { readTemplate } from '../template/read-template';
import { MODEST_MONTH_PROFILE } from './modest-profile';
import type { UsageFile } from './usage-file';
import { usageDraft } from './usage-draft';

const TEMPLATE = `Resources:
  Nat: { Type: AWS::EC2::NatGateway }
  Key: { Type: AWS::KMS::Key }
  Log: { Type: AWS::Logs::LogGroup }
  Rule: { Type: AWS::Events::Rule }
  Role: { Type: AWS::IAM::Role }
`;

const templates = (() => {
  const result = readTemplate('web.yaml', TEMPLATE);
  if (!('template' in result)) throw new Error(JSON.stringify(result.problems));
  return [result.template];
})();
const priced = (usage?: UsageFile) =>
  estimate(templates, { region: 'us-east-1', usageProfile: MODEST_MONTH_PROFILE, ...(usage && { usage }) });
const verdicts = (result: ReturnType<typeof priced>) =>
  Object.fromEntries(result.verdicts.map(({ logicalId, verdict }) => [logicalId, verdict]));

describe('the usage of a modest month', () => {
  it('is expected, and is not in the low case, which is the fixed part', () => {
    const fixed = estimate(templates, { region: 'us-east-1' });
    const { totals } = priced();
    expect(totals.low.toString()).toBe(fixed.totals.low.toString());
    expect(Number(totals.expected)).toBeGreaterThan(Number(totals.low));
    expect(totals.high.toString()).toBe(totals.expected.toString());
  });

  it('gives the expected figure of the file that usage init writes', () => {
    const { after } = usageDraft(templates, { region: 'us-east-1' });
    expect(priced().totals.expected.toString()).toBe(after.totals.expected.toString());
  });

  it('fills gaps only: what is free without usage stays free, and what is given counts', () => {
    expect(verdicts(priced())).toMatchObject({ Log: 'usage assumed', Nat: 'priced', Rule: 'free', Role: 'free' });
    const given = priced({ usage: { web: { monthlyDataIngestedGb: 100 } } });
    const ingested = given.lines.find(
      ({ logicalId, component }) => logicalId === 'Log' && component.startsWith('Data ingested'),
    );
    expect(ingested).toMatchObject({ monthlyUsd: { low: expect.anything() as unknown } });
    expect(ingested?.monthlyUsd?.low.toString()).toBe('50');
    expect(ingested?.isUsageAssumed).toBeUndefined();
  });

  it('is marked where it counts, with its reason', () => {
    const { lines, verdicts: all } = priced();
    const ingested = lines.find(
      ({ logicalId, usageKey }) => logicalId === 'Log' && usageKey === 'monthlyDataIngestedGb',
    );
    expect(ingested).toMatchObject({ isUsageAssumed: true });
    expect(ingested?.assumption).toMatch(/Assumed: [a-z]/);
    expect(all.find(({ logicalId }) => logicalId === 'Log')?.reason).toMatch(/^Usage is assumed: Data ingested/);
    const { complete, resources } = coverageOf(priced());
    expect({ complete, resources }).toEqual({ complete: true, resources: { unpriced: 0, usage: 0, assumed: 4 } });
  });

  it('is named in every output', () => {
    const text = renderSummary(priced());
    expect(text).toMatch(/^USD A MONTH +FIXED +EXPECTED +HIGH$/m);
    expect(text).toContain('Expected is with the usage of a modest month for 4 resources.');
    expect(text).toMatch(/USD a month expected, fixed [\d.]+, high [\d.]+$/m);
    expect(JSON.parse(renderJson(priced()))).toMatchObject({ assumed: { profile: 'modest-month', resources: 4 } });
    expect(JSON.parse(renderJson(estimate(templates, {})))).not.toHaveProperty('assumed');
  });

  it('beside a usage file, the low case may hold its usage, so that it is not called fixed', () => {
    const text = renderSummary(priced({ usage: { 'AWS::EC2::NatGateway': { monthlyDataProcessedGb: 10 } } }));
    expect(text).toMatch(/^USD A MONTH +LOW +EXPECTED +HIGH$/m);
    expect(text.replaceAll('\n', ' ')).toContain('for 3 resources, where the usage file has none.');
  });

  it('names every key of a charge that several quantities decide', () => {
    const result = readTemplate(
      'web.yaml',
      'Resources:\n  Handler: { Type: AWS::Lambda::Function, Properties: { MemorySize: 512 } }\n',
    );
    if (!('template' in result)) throw new Error(JSON.stringify(result.problems));
    const { lines } = estimate([result.template], { usageProfile: MODEST_MONTH_PROFILE });
    const duration = lines.find(({ component }) => component.startsWith('Duration'));
    expect(duration).toMatchObject({ isUsageAssumed: true });
    expect(duration?.assumption).toMatch(/Assumed: [^;]+; [^;]+\./);
  });

  it.each(goldens())('changes nothing that is settled without it: $name', ({ template, region, usage }) => {
    const at = { region, ...(usage && { usage }) };
    const known = estimate([template], at);
    const waiting = new Set(
      known.lines.flatMap(({ logicalId, quantity, usageKey }) =>
        quantity === undefined && usageKey !== undefined ? [logicalId] : [],
      ),
    );
    const settled = ({ lines }: typeof known) =>
      lines
        .filter(({ logicalId }) => !waiting.has(logicalId))
        .map(({ logicalId, component, quantity }) => [logicalId, component, String(quantity?.expected)]);
    const assumed = estimate([template], { ...at, usageProfile: MODEST_MONTH_PROFILE });
    // Data transfer of the account is what others send: tiers of it may move.
    const own = (all: string[][]) =>
      all.filter(([id]) => !id?.startsWith('DataTransfer')).map((line) => line.join(' '));
    expect(own(settled(assumed))).toEqual(own(settled(known)));
    expect(unsoundIn(assumed)).toEqual([]);
  });

  it.each(goldens())('marks each amount that it gives or changes: $name', ({ template, region }) => {
    const fixed = estimate([template], { region });
    const assumed = estimate([template], { region, usageProfile: MODEST_MONTH_PROFILE });
    const amounts = ({ lines }: typeof fixed, isMarked: boolean) =>
      lines
        .filter(({ isUsageAssumed, quantity }) => quantity !== undefined && (isUsageAssumed === true) === isMarked)
        .map(({ logicalId, component, quantity }) => `${logicalId} ${component} ${quantity?.expected}`);
    const known = new Set(amounts(fixed, false));
    expect(amounts(assumed, false).filter((line) => !known.has(line))).toEqual([]);
    expect(amounts(assumed, true).filter((line) => known.has(line))).toEqual([]);
  });
});
