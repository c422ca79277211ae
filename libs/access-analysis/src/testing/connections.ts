import { networkOf } from '../network/network';
import { trafficWords } from '../network/traffic';
import type { AnalyzedTemplate } from '../template/stack';
import { accessWorld } from '../template/world';
import type { Resources } from './vpc';

/** The connections of a template as lines; a question mark for what is possible only. */
export function connections(Resources: Resources, Parameters: AnalyzedTemplate['Parameters'] = {}): string[] {
  const template = { Resources, Parameters };
  const world = accessWorld([{ name: 'app', account: '111122223333', region: 'us-east-2', template }]);
  const short = (name: string) => name.replace('app/', '').replace('the internet', 'internet');
  return [...networkOf(world.resolvers).edges.values()].flat().map(({ from, to, passage }) => {
    const words = trafficWords(passage.certain.length > 0 ? passage.certain : passage.possible);
    return `${short(from.name)} → ${short(to.name)}: ${words}${passage.certain.length > 0 ? '' : '?'}`;
  });
}
