import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
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
  return ownRules(app.synth());
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

test.each<[what: string, acknowledged: unknown]>([
  ['another rule', { ListenerEncrypted: REASON }],
  ['no reason', { TargetGroupEncrypted: '' }],
  ['blanks', { TargetGroupEncrypted: ' '.repeat(60) }],
  ['a short excuse', { TargetGroupEncrypted: 'later' }],
  ['no text', { TargetGroupEncrypted: true }],
  ['nothing', null],
])('%s acknowledges nothing', (_, acknowledged) => {
  expect(verdict({ Bad: { Protocol: 'HTTP', acknowledged } })).toMatchObject({ open: [{}], acknowledged: [] });
});

test('an acknowledgement counts only at the resource that it stands at', () => {
  const { open } = verdict({
    Good: { Protocol: 'HTTPS', acknowledged: { TargetGroupEncrypted: REASON } },
    Bad: { Protocol: 'HTTP' },
  });
  expect(open.map(({ where }) => where)).toEqual(['acme-web/Bad']);
});
