import { metered, type PricedType } from './priced-type';

/** A runtime is charged by the second for the processor and the memory that its sessions use. @see https://aws.amazon.com/bedrock/agentcore/pricing/ */
export const agentCoreRuntime: PricedType = {
  type: 'AWS::BedrockAgentCore::Runtime',
  usage: {
    monthlyCpuHours: { unit: 'vCPU-hours', what: 'that sessions compute; waiting for a model or a tool costs nothing' },
    monthlyMemoryGbHours: { unit: 'GB-hours', what: 'of memory of sessions, waiting included' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyCpuHours',
      component: 'Processor',
      unit: 'vCPU-hours',
      price: 'AmazonBedrockAgentCore/Runtime:vCPU-Hours',
    }),
    metered(priceable, {
      key: 'monthlyMemoryGbHours',
      component: 'Memory',
      unit: 'GB-hours',
      price: 'AmazonBedrockAgentCore/Runtime:GB-Hours',
    }),
  ],
};

/** A gateway is charged for the calls of its tools and for searches among them. @see https://aws.amazon.com/bedrock/agentcore/pricing/ */
export const agentCoreGateway: PricedType = {
  type: 'AWS::BedrockAgentCore::Gateway',
  usage: {
    monthlyToolCalls: { unit: 'calls', what: 'of tools: lists and invocations' },
    monthlySearches: { unit: 'searches', what: 'for a tool, where the gateway searches by meaning' },
    indexedTools: { unit: 'tools', what: 'that can be searched' },
  },
  charges: (priceable) => {
    const calls = metered(priceable, {
      key: 'monthlyToolCalls',
      component: 'Tool calls',
      unit: '1k calls',
      per: 1000,
      price: 'AmazonBedrockAgentCore/Gateway:ToolCalls',
    });
    if (priceable.resource.text('ProtocolConfiguration.Mcp.SearchType') !== 'SEMANTIC') return [calls];
    return [
      calls,
      metered(priceable, {
        key: 'monthlySearches',
        component: 'Searches for tools',
        unit: '1k searches',
        per: 1000,
        price: 'AmazonBedrockAgentCore/Gateway:Searches',
      }),
      metered(priceable, {
        key: 'indexedTools',
        component: 'Indexed tools',
        unit: '100 tools',
        per: 100,
        price: 'AmazonBedrockAgentCore/Gateway:IndexedTools',
      }),
    ];
  },
};
