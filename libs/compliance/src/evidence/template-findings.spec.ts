import { identifyAll } from '@careplane/findings';
import { templateFindings } from './template-findings';
import type { JudgeVerdict } from '../judges/verdict';

const stream = { account: '111122223333', region: 'us-east-2', repository: 'medmo', environment: 'production' };

const nag: JudgeVerdict = {
  judge: 'cdk-nag HIPAA Security',
  ran: true,
  version: '3.0.2',
  open: [
    {
      rule: 'HIPAA.Security-ALBWAFEnabled',
      severity: 'error',
      message: 'The ALB is not associated with AWS WAFv2 web ACL. A WAF helps to protect web applications.',
      where: 'medmo-cluster-production/LoadBalancer/Resource',
    },
  ],
  acknowledged: [{ rule: 'AwsSolutions-IAM5', reason: 'r', at: 'medmo-data', where: ['medmo-data/Role'] }],
};
const lint: JudgeVerdict = {
  judge: 'cfn-lint',
  ran: true,
  version: '1.51.0',
  open: [
    { rule: 'W3005', severity: 'warning', message: 'DependsOn is not needed', where: 'medmo-network/Vpc' },
    { rule: 'W3005', severity: 'warning', message: 'DependsOn is not needed', where: 'medmo-network/Subnet' },
    { rule: 'E0000', severity: 'error', message: 'The template is not JSON', where: 'medmo-network' },
  ],
  acknowledged: [],
};

test('what is open becomes a finding of the stack, at the resource', () => {
  expect(templateFindings([nag]).findings).toEqual([
    {
      class: 'template',
      rule: 'HIPAA.Security-ALBWAFEnabled',
      severity: 'high',
      severityLabel: 'error',
      severitySource: 'cdk-nag HIPAA Security',
      title: 'The ALB is not associated with AWS WAFv2 web ACL.',
      description: 'The ALB is not associated with AWS WAFv2 web ACL. A WAF helps to protect web applications.',
      references: [],
      target: 'medmo-cluster-production',
      location: { resource: 'LoadBalancer/Resource' },
      cvss: [],
    },
  ]);
});

test('one rule at two resources is two findings; one of the whole stack has no resource', () => {
  const { findings, complete } = templateFindings([nag, lint]);
  expect(complete).toBe(true);
  expect(new Set(identifyAll(findings, stream).map(({ id }) => id)).size).toBe(4);
  expect(findings.at(-1)).toMatchObject({ target: 'medmo-network', severity: 'high' });
  expect(findings.at(-1)).not.toHaveProperty('location');
});

test('a judge that did not run leaves the answer incomplete', () => {
  const absent: JudgeVerdict = {
    judge: 'cfn-lint',
    ran: false,
    why: 'not on this machine',
    fix: 'pip install cfn-lint',
  };
  expect(templateFindings([nag, absent])).toMatchObject({ complete: false, findings: [{}] });
});
