import type { StackTemplate } from './template';

/**
 * Parameters that Careplane's pipelines set and that are empty until their first run. An estimate is about the platform
 * at work, so it assumes that they are set. A value given by a person, also an empty one, goes before.
 */
const SET_BY_PIPELINES: Readonly<Record<string, { value: string; sentence: string }>> = {
  ImageDigest: {
    value: `sha256:${'0'.repeat(64)}`,
    sentence: 'the estimate assumes that the first image of the service is deployed (parameter ImageDigest)',
  },
};

/**
 * Values of those parameters, where a template has them, empty, and no value was given.
 *
 * @param note called with each assumption, as a sentence
 */
export function assumedParameters(
  { stack, body }: StackTemplate,
  given: Readonly<Record<string, string>>,
  note: (sentence: string) => void,
): Record<string, string> {
  const assumed: Record<string, string> = {};
  for (const [name, { value, sentence }] of Object.entries(SET_BY_PIPELINES)) {
    if (body.Parameters?.[name]?.Default !== '' || Object.hasOwn(given, name)) continue;
    assumed[name] = value;
    note(`${stack}: ${sentence}.`);
  }
  return assumed;
}
