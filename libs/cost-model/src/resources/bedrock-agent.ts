import { MILLION_TOKENS, modelOf } from './model-tokens';
import { metered, type PricedType } from './priced-type';

/** An agent is charged for the tokens that its model reads and writes. @see https://aws.amazon.com/bedrock/pricing/ */
export const bedrockAgent = chargedByTokens('AWS::Bedrock::Agent', 'FoundationModel');

/** A profile is a name for calls of a model, under which the bill lists their tokens. @see https://aws.amazon.com/bedrock/pricing/ */
export const bedrockInferenceProfile = chargedByTokens(
  'AWS::Bedrock::ApplicationInferenceProfile',
  'ModelSource.CopyFrom',
);

/** @param path of the property that names the model */
function chargedByTokens(type: string, path: string): PricedType {
  return {
    type,
    usage: {
      monthlyInputTokens: {
        unit: 'tokens',
        what: 'that the model reads: instructions, questions, history and what tools answer',
      },
      monthlyOutputTokens: { unit: 'tokens', what: 'that the model writes' },
    },
    charges: (priceable) => {
      const model = modelOf(priceable.resource, path);
      const name = model ?? 'model not known';
      return [
        metered(priceable, {
          key: 'monthlyInputTokens',
          component: `Input tokens (${name})`,
          price: model && `AmazonBedrock/InputTokens:${model}`,
          ...MILLION_TOKENS,
        }),
        metered(priceable, {
          key: 'monthlyOutputTokens',
          component: `Output tokens (${name})`,
          price: model && `AmazonBedrock/OutputTokens:${model}`,
          ...MILLION_TOKENS,
        }),
      ];
    },
  };
}
