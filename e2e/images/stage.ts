import type { Ran } from '../machine';
import type { Workspace } from '../parts/workspace';
import type { Store } from './store';

/** A workspace with a service of each framework, and the store that their images are in. */
export interface Stage {
  readonly scratch: string;
  readonly store: Store;
  readonly workspace: string;
  readonly at: Workspace['at'];
  readonly nx: (...args: string[]) => Ran;
}
