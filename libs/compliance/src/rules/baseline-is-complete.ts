import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, resourcesOf } from './template-values';

/** By part of an account's baseline: the resource without which it does nothing. */
const PARTS: Readonly<Record<string, string>> = {
  auditTrail: 'AWS::CloudTrail::Trail',
  configuration: 'AWS::Config::ConfigurationRecorder',
  conformancePack: 'AWS::Config::ConformancePack',
  securityHub: 'AWS::SecurityHub::Hub',
  threatDetection: 'AWS::GuardDuty::Detector',
  accessAnalyzer: 'AWS::AccessAnalyzer::Analyzer',
  alerts: 'AWS::Logs::MetricFilter',
  budget: 'AWS::Budgets::Budget',
};

/** A part that the configuration asks for is in the template; one that is switched off has its reason there. */
export const baselineIsComplete = ruleFor({
  name: 'BaselineIsComplete',
  control: '164.308(a)(1)(ii)(D)',
  sameAs: 'AWS Config: CLOUD_TRAIL_ENABLED, SECURITYHUB_ENABLED, GUARDDUTY_ENABLED_CENTRALIZED',
  types: ['AWS::KMS::Key'],
  // The key is the one resource that every baseline has; the template's metadata says which parts belong to it.
  where: ({ template, logicalId }) =>
    partsOf(template.Metadata) !== undefined && resourcesOf(template, 'AWS::KMS::Key')[0]?.logicalId === logicalId,
  wrong: ({ template }) => {
    const missing = (partsOf(template.Metadata) ?? []).filter((part) => {
      const type = PARTS[part];
      return type !== undefined && resourcesOf(template, type).length === 0;
    });
    return missing.length === 0 ? undefined : `The baseline of the account lacks ${missing.join(', ')}.`;
  },
  examples: {
    fails: [
      [
        'a baseline without its trail',
        only('AWS::KMS::Key', {}),
        { 'careplane:baseline': { parts: ['auditTrail'], off: {} } },
      ],
    ],
    passes: [
      [
        'a baseline with its trail',
        only('AWS::KMS::Key', {}, { Trail: resource('AWS::CloudTrail::Trail', {}) }),
        { 'careplane:baseline': { parts: ['auditTrail'], off: {} } },
      ],
      ['another stack with a key', only('AWS::KMS::Key', {}, { Trail: resource('AWS::CloudTrail::Trail', {}) })],
    ],
  },
});

function partsOf(metadata: unknown): readonly string[] | undefined {
  const parts = at(metadata, 'careplane:baseline', 'parts');
  return Array.isArray(parts) ? (parts as readonly string[]) : undefined;
}
