import { metered, type Component, type Priceable, type PricedType } from './priced-type';

const THOUSAND = { per: 1000 };

/** A memory is charged for events, and with strategies for records and searches. @see https://aws.amazon.com/bedrock/agentcore/pricing/ */
export const agentCoreMemory: PricedType = {
  type: 'AWS::BedrockAgentCore::Memory',
  usage: {
    monthlyEvents: { unit: 'events', what: 'that are written, such as a message' },
    storedRecords: { unit: 'records', what: 'that strategies keep' },
    monthlyRetrievals: { unit: 'retrievals', what: 'of records' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyEvents',
      component: 'Events',
      unit: '1k events',
      price: 'AmazonBedrockAgentCore/Memory:Events',
      ...THOUSAND,
    }),
    ...longTerm(priceable),
  ],
};

/** Records of a strategy of one's own cost less, because its model is charged by itself: the dearer price is taken where both are there. */
function longTerm(priceable: Priceable): Component[] {
  const strategies = priceable.resource.list('MemoryStrategies') ?? [];
  if (strategies.length === 0) return [];
  const isOwn = strategies.every((strategy) => JSON.stringify(strategy).startsWith('{"CustomMemoryStrategy"'));
  return [
    metered(priceable, {
      key: 'storedRecords',
      component: 'Stored records',
      unit: '1k records',
      price: `AmazonBedrockAgentCore/Memory:${isOwn ? 'OwnRecords' : 'Records'}`,
      ...THOUSAND,
    }),
    metered(priceable, {
      key: 'monthlyRetrievals',
      component: 'Retrievals',
      unit: '1k retrievals',
      price: 'AmazonBedrockAgentCore/Memory:Retrievals',
      ...THOUSAND,
    }),
  ];
}
