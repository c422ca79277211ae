import { supportOrUsage } from '../charge';
import type { ChargeKind } from '../charge';

/** What a group of Cost Explorer's costs is for. Tax, refunds and credits have groups of their own beside the services. */
export function kindOfGroup(name: string): ChargeKind {
  if (/^tax$/i.test(name)) return 'tax';
  if (/^refunds?$/i.test(name)) return 'refund';
  if (/^credits?$/i.test(name)) return 'credit';
  return supportOrUsage(name);
}
