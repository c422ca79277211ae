import { metered, type Component, type Priceable, type PricedType } from './priced-type';

const THOUSAND = { unit: '1k text units', per: 1000, key: 'monthlyTextUnits' };

/** Policies that each text unit passes, with the charge of each. Words and own patterns are free. */
const POLICIES = [
  ['ContentPolicyConfig', 'Content filters', 'ContentPolicyUnits'],
  ['TopicPolicyConfig', 'Denied topics', 'TopicPolicyUnits'],
  ['SensitiveInformationPolicyConfig.PiiEntitiesConfig', 'Personal data', 'SensitiveInformationPolicyUnits'],
  ['ContextualGroundingPolicyConfig', 'Contextual grounding', 'ContextualGroundingPolicyUnits'],
  ['AutomatedReasoningPolicyConfig', 'Automated reasoning', 'AutomatedReasoningPolicyUnits'],
] as const;

/** Each policy of a guardrail is charged for each text unit. @see https://aws.amazon.com/bedrock/pricing/ (guardrails) */
export const bedrockGuardrail: PricedType = {
  type: 'AWS::Bedrock::Guardrail',
  usage: {
    monthlyTextUnits: {
      unit: 'text units',
      what: 'that are checked: one for each 1,000 characters of a prompt or an answer',
    },
    monthlyImages: { unit: 'images', what: 'that are checked' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const policies = POLICIES.filter(([path]) => resource.value(path) !== undefined);
    const charges = policies.map(([, component, units]) =>
      metered(priceable, { component, price: `AmazonBedrock/Guardrail:${units}`, ...THOUSAND }),
    );
    if (charges.length === 0) return { free: 'Filters of words and of your own patterns are free.' };
    return [...charges, ...images(priceable)];
  },
};

/** Filters look at images where one of them says so. */
function images(priceable: Priceable): Component[] {
  const filters = priceable.resource.value('ContentPolicyConfig');
  if (filters === undefined || !JSON.stringify(filters).includes('IMAGE')) return [];
  return [
    metered(priceable, {
      key: 'monthlyImages',
      component: 'Content filters of images',
      unit: '1k images',
      per: 1000,
      price: 'AmazonBedrock/Guardrail:ContentPolicyImageUnits',
    }),
  ];
}
