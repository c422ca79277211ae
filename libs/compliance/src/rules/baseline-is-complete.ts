import { ACCOUNT_SETTINGS } from '../baseline/account-settings';
import { ALERTS } from '../baseline/alerts';
import { AUDIT_TRAIL } from '../baseline/audit-trail';
import { DETECTION } from '../baseline/detection';
import { at, listOf } from '../baseline/requirement';
import { BASELINE_METADATA, OWNER_PARAMETER, ownerOf } from '../baseline/owner';
import { resourcesOf } from './template-values';
import type { CloudFormationTemplate, Rule, TemplateResource } from './rule';

/** What an account and region has once: whoever makes it owns the baseline, and must say so. */
const SINGLETONS = [
  'AWS::CloudTrail::Trail',
  'AWS::Config::ConfigurationRecorder',
  'AWS::GuardDuty::Detector',
  'AWS::SecurityHub::Hub',
];

/** Every part of an account's baseline that is not switched off with a reason has all that it must have. */
export const baselineIsComplete: Rule = {
  name: 'BaselineIsComplete',
  control: '164.312(b)',
  sameAs:
    'Security Hub: CloudTrail.1, CloudTrail.2, CloudTrail.4, CloudTrail.5, Config.1, GuardDuty.1; CIS 7.0: 5.1-5.15',
  looksAt: (template) => {
    const owner = ownerOf(template);
    return owner === undefined ? unowned(template).map(({ logicalId }) => logicalId) : [owner.logicalId];
  },
  find: (template) => {
    const owner = ownerOf(template);
    if (owner === undefined) return unowned(template);
    const contents = owner.resource.Metadata?.[BASELINE_METADATA];
    const parts = listOf(at(contents, 'parts'));
    const isAccountHome = at(contents, 'isAccountHome') === true;
    return [...AUDIT_TRAIL, ...DETECTION, ...ALERTS, ...ACCOUNT_SETTINGS]
      .filter(({ part, onceForAnAccount = false }) => parts.includes(part) && (isAccountHome || !onceForAnAccount))
      .filter(({ leftOutAs = '' }) => at(contents, 'leftOut', leftOutAs) === undefined)
      .filter(({ holds }) => !holds(template))
      .map(({ what, part, leftOutAs, controls }) => ({
        logicalId: owner.logicalId,
        controls,
        message: `The baseline has no ${what}. To do without it, ${
          leftOutAs === undefined
            ? `switch off governance.${part} with a reason`
            : `write the reason as governance.${part}.leftOut.${leftOutAs}`
        }.`,
      }));
  },
  examples: {
    fails: [
      ['a part without its resource', { Owner: ownerWith(['accessAnalyzer']) }],
      ['a trail that belongs to no baseline', { Trail: { Type: 'AWS::CloudTrail::Trail' } }],
      [
        'a budget that notifies no one',
        {
          Owner: ownerWith(['budget']),
          Budget: { Type: 'AWS::Budgets::Budget', Properties: { NotificationsWithSubscribers: [] } },
        },
      ],
    ],
    passes: [
      ['a template without a baseline', {}],
      ['a baseline whose parts are all off', { Owner: ownerWith([]) }],
      [
        'a part that is there',
        {
          Owner: ownerWith(['accessAnalyzer']),
          Analyzer: { Type: 'AWS::AccessAnalyzer::Analyzer', Properties: { Type: 'ACCOUNT' } },
        },
      ],
    ],
  },
};

function unowned(template: CloudFormationTemplate) {
  return SINGLETONS.flatMap((type) => resourcesOf(template, type)).map(({ logicalId }) => ({
    logicalId,
    message: `An account and region has one of these, and the template does not say who owns it: the parameter ${OWNER_PARAMETER} is missing.`,
  }));
}

function ownerWith(parts: readonly string[]): TemplateResource {
  return {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: OWNER_PARAMETER, Type: 'String', Value: 'acme' },
    Metadata: { [BASELINE_METADATA]: { parts, off: {}, isAccountHome: true } },
  };
}
