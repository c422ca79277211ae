import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { EXAMPLE_FACTS } from '../rules/examples';
import { ownRules } from './own-rules';

const REASON = 'The targets are in an enclave that nothing else can reach, so no one listens in.';
const TYPE = 'AWS::ElasticLoadBalancingV2::TargetGroup';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk.out-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** The verdict on an app with a target group for each of these: its protocol, and what acknowledges it. */
function verdict(groups: Record<string, { Protocol: string; acknowledged?: unknown }>, paths = true) {
  const app = new App({
    outdir,
    builtinCloudFormationValidation: false,
    postCliContext: { 'aws:cdk:enable-path-metadata': paths },
  });
  const stack = new Stack(app, 'acme-web');
  for (const [id, { Protocol, acknowledged }] of Object.entries(groups)) {
    const group = new CfnResource(stack, id, { type: TYPE, properties: { Protocol } });
    if (acknowledged !== undefined) group.addMetadata('careplane:acknowledged', acknowledged);
  }
  return ownRules(app.synth(), EXAMPLE_FACTS);
}

test('what a rule finds is open, with the place and what the rule is for', () => {
  expect(verdict({ Good: { Protocol: 'HTTPS' }, Bad: { Protocol: 'HTTP' } })).toEqual({
    judge: 'careplane',
    ran: true,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    open: [
      {
        rule: 'TargetGroupEncrypted',
        severity: 'error',
        message: expect.stringMatching(/^The target group uses HTTP .* \(45 CFR 164\.312\(e\)\(1\); .*\)$/),
        where: 'acme-web/Bad',
      },
    ],
    acknowledged: [],
  });
});

test('without construct paths the place is stack and logical id', () => {
  expect(verdict({ Bad: { Protocol: 'TCP' } }, false).open).toMatchObject([{ where: 'acme-web/Bad' }]);
});

test('an acknowledgement of the resource is reported with its reason', () => {
  const { open, acknowledged } = verdict({ Bad: { Protocol: 'HTTP', acknowledged: { TargetGroupEncrypted: REASON } } });
  expect(open).toEqual([]);
  expect(acknowledged).toEqual([
    { rule: 'TargetGroupEncrypted', reason: REASON, at: 'acme-web/Bad', where: ['acme-web/Bad'] },
  ]);
});

test.each<[what: string, acknowledged: unknown, rules: string[]]>([
  ['another rule', { ListenerEncrypted: REASON }, ['TargetGroupEncrypted', 'AcknowledgementMatches']],
  ['a mistyped rule', { TargetGroupEncryptd: REASON }, ['TargetGroupEncrypted', 'AcknowledgementNamesRule']],
  ['no reason', { TargetGroupEncrypted: '' }, ['TargetGroupEncrypted', 'AcknowledgementHasReason']],
  ['blanks', { TargetGroupEncrypted: ' '.repeat(60) }, ['TargetGroupEncrypted', 'AcknowledgementHasReason']],
  ['a short excuse', { TargetGroupEncrypted: 'later' }, ['TargetGroupEncrypted', 'AcknowledgementHasReason']],
  ['no text', { TargetGroupEncrypted: true }, ['TargetGroupEncrypted', 'AcknowledgementHasReason']],
  ['nothing', null, ['TargetGroupEncrypted']],
])('%s acknowledges nothing', (_, acknowledged, rules) => {
  const { open, acknowledged: accepted } = verdict({ Bad: { Protocol: 'HTTP', acknowledged } });
  expect(accepted).toEqual([]);
  expect(open.map(({ rule }) => rule)).toEqual(rules);
});

test('a mistyped rule is reported with the nearest name', () => {
  const { open } = verdict({ Bad: { Protocol: 'HTTP', acknowledged: { TargetGroupEncryptd: REASON } } });
  expect(open.at(-1)?.message).toBe('No rule has the name TargetGroupEncryptd. Did you mean TargetGroupEncrypted?');
});

test('an acknowledgement counts only at the resource that it stands at', () => {
  const { open } = verdict({
    Good: { Protocol: 'HTTPS', acknowledged: { TargetGroupEncrypted: REASON } },
    Bad: { Protocol: 'HTTP' },
  });
  expect(open.map(({ rule, where }) => `${rule} ${where}`)).toEqual([
    'TargetGroupEncrypted acme-web/Bad',
    'AcknowledgementMatches acme-web/Good',
  ]);
});
