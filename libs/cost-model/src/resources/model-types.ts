import { agentCoreGateway, agentCoreRuntime } from './agent-core';
import { agentCoreMemory } from './agent-memory';
import { bedrockAgent, bedrockInferenceProfile } from './bedrock-agent';
import { bedrockGuardrail } from './bedrock-guardrail';
import { bedrockKnowledgeBase } from './bedrock-knowledge-base';
import type { PricedType } from './priced-type';

/** Models, agents and what they need. */
export const MODEL_TYPES: readonly PricedType[] = [
  agentCoreGateway,
  agentCoreMemory,
  agentCoreRuntime,
  bedrockAgent,
  bedrockGuardrail,
  bedrockInferenceProfile,
  bedrockKnowledgeBase,
];
