import type { Facts } from './fact';
import { BASELINE_FACTS } from './baseline';
import { IDENTITY_FACTS } from './identity';
import { SETTINGS_FACTS } from './settings';
import { STORAGE_FACTS } from './storage';
import { NETWORK_FACTS } from './network';
import { DATA_FACTS } from './data';
import { PERMISSION_FACTS } from './permissions';

/**
 * Each reason that switches a check off in medmo has an entry, so that a reason is checked again when its text changes. A claim
 * that no template or file can show does not belong into a reason.
 */
export const FACTS: Facts = {
  ...BASELINE_FACTS,
  ...IDENTITY_FACTS,
  ...SETTINGS_FACTS,
  ...STORAGE_FACTS,
  ...NETWORK_FACTS,
  ...DATA_FACTS,
  ...PERMISSION_FACTS,
};
