import type { TemplateResource } from './resource';
import { isMap } from './value';

/**
 * The tags that a resource's properties give it, those with a text that is known before the deployment. Most types have a list of
 * Key and Value, some a map.
 */
export function tagsOf(resource: TemplateResource): Readonly<Record<string, string>> {
  const value = resource.value('Tags');
  const pairs = Array.isArray(value)
    ? value.flatMap((each): [unknown, unknown][] => (isMap(each) ? [[each['Key'], each['Value']]] : []))
    : Object.entries(value !== undefined && isMap(value) ? value : {});
  const texts = pairs.filter((pair): pair is [string, string] => pair.every((each) => typeof each === 'string'));
  return Object.fromEntries(texts);
}
