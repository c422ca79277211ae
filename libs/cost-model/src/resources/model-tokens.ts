import type { TemplateResource } from '../template/resource';

/** Tokens are counted one by one and shown by the million. */
export const MILLION_TOKENS = { unit: '1M tokens', per: 1_000_000 };

/**
 * The id of a model of Bedrock, such as `amazon.titan-embed-text-v2:0`, where a property has it or an ARN that ends with it;
 * undefined where only AWS knows it.
 */
export function modelOf(resource: TemplateResource, path: string): string | undefined {
  const name = resource.text(path)?.split('/').at(-1);
  return name === '' ? undefined : name;
}
