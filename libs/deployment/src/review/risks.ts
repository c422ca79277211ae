import { accessWidened } from './access';
import type { Change } from '../change-sets/changes';
import { dataLost } from './loses-data';

/** Why a person should look at a change, worst first. */
export type RiskKind = 'loses data' | 'replaced' | 'widens access';

export interface Risk {
  readonly kind: RiskKind;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  /** What happens, to follow the resource's name. */
  readonly words: string;
}

/** The risks of some changes. */
export function risksOf(changes: readonly Change[]): Risk[] {
  return changes.flatMap((change) => {
    const risk = (kind: RiskKind, words: string): Risk => {
      const { stack, logicalId, type, path } = change;
      return { kind, stack, logicalId, type, path, words };
    };
    const lost = dataLost(change);
    const replaced = lost === undefined && /replace/.test(change.action) ? [replacement(change)] : [];
    return [
      ...(lost === undefined ? [] : [risk('loses data', lost)]),
      ...replaced.map((words) => risk('replaced', words)),
      ...accessWidened(change).map((words) => risk('widens access', words)),
    ];
  });
}

function replacement({ action, properties }: Change): string {
  const because = properties.length > 0 ? ` (${properties.join(', ')})` : '';
  return action === 'replace' ? `is replaced by a new one${because}` : `may be replaced by a new one${because}`;
}

/** How a resource is named to --allow-replace. */
export function allowanceOf({ stack, logicalId }: Pick<Risk, 'stack' | 'logicalId'>): string {
  return `${stack}/${logicalId}`;
}
