import { accessWidened } from './access';
import type { Change } from '../change-sets/changes';
import { dataLost } from './loses-data';

/** Why a person should look at a change, worst first. */
export type ConcernKind = 'loses data' | 'replaced' | 'widens access';

export interface Concern {
  readonly kind: ConcernKind;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  /** What happens, to follow the resource's name. */
  readonly words: string;
}

/** What is to be said of some changes. */
export function concernsOf(changes: readonly Change[]): Concern[] {
  return changes.flatMap((change) => {
    const concern = (kind: ConcernKind, words: string): Concern => {
      const { stack, logicalId, type, path } = change;
      return { kind, stack, logicalId, type, path, words };
    };
    const lost = dataLost(change);
    const replaced = lost === undefined && /replace/.test(change.action) ? [replacement(change)] : [];
    return [
      ...(lost === undefined ? [] : [concern('loses data', lost)]),
      ...replaced.map((words) => concern('replaced', words)),
      ...accessWidened(change).map((words) => concern('widens access', words)),
    ];
  });
}

function replacement({ action, properties }: Change): string {
  const because = properties.length > 0 ? ` (${properties.join(', ')})` : '';
  return action === 'replace' ? `is replaced by a new one${because}` : `may be replaced by a new one${because}`;
}

/** How a resource is named to --allow-replace. */
export function allowanceOf({ stack, logicalId }: Pick<Concern, 'stack' | 'logicalId'>): string {
  return `${stack}/${logicalId}`;
}
