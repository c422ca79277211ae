import { MILLION_TOKENS, modelOf } from './model-tokens';
import { charge, metered, type PricedType } from './priced-type';

const EMBEDDING_MODEL = 'KnowledgeBaseConfiguration.VectorKnowledgeBaseConfiguration.EmbeddingModelArn';

/**
 * A knowledge base of vectors is charged for the tokens of documents and questions that its model embeds; the store of the vectors is
 * charged by itself.
 *
 * @see https://aws.amazon.com/bedrock/pricing/ (knowledge bases, embeddings)
 */
export const bedrockKnowledgeBase: PricedType = {
  type: 'AWS::Bedrock::KnowledgeBase',
  usage: { monthlyEmbeddedTokens: { unit: 'tokens', what: 'of new documents and of questions, which become vectors' } },
  charges: (priceable) => {
    const { resource } = priceable;
    const type = resource.text('KnowledgeBaseConfiguration.Type');
    if (type === 'KENDRA') return { free: 'The documents are in an index of Kendra, which is charged.' };
    if (type !== 'VECTOR')
      return [charge(`Queries of a knowledge base of type ${type ?? 'not known'}`, 'queries', undefined, undefined)];
    const model = modelOf(resource, EMBEDDING_MODEL);
    return [
      metered(priceable, {
        key: 'monthlyEmbeddedTokens',
        component: `Embedded tokens (${model ?? 'model not known'})`,
        price: model && `AmazonBedrock/InputTokens:${model}`,
        ...MILLION_TOKENS,
      }),
    ];
  },
};
