import { metered, type PricedType } from './priced-type';

const USAGE = { monthlyRuleEvaluations: { unit: 'evaluations', what: 'of resources against the rule' } };

/** @see https://aws.amazon.com/config/pricing/ (rules) */
function rule(type: string): PricedType {
  return {
    type,
    usage: USAGE,
    charges: (priceable) => [
      metered(priceable, {
        key: 'monthlyRuleEvaluations',
        component: 'Rule evaluations',
        unit: 'evaluations',
        price: 'AWSConfig/ConfigRuleEvaluations',
      }),
    ],
  };
}

export const configRule = rule('AWS::Config::ConfigRule');
export const organizationConfigRule = rule('AWS::Config::OrganizationConfigRule');
/** Conformance packs are charged for the evaluations of their rules. */
export const conformancePack = rule('AWS::Config::ConformancePack');
export const organizationConformancePack = rule('AWS::Config::OrganizationConformancePack');
