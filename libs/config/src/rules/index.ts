import { platformRules } from './platform';
import { platformWideRules } from './platform-wide';
import type { Rules } from './rule';
import { serviceRules } from './service';

/** The rules of this library. An application adds those that need a construct library's tables. */
export const builtInRules: Rules = {
  platform: Object.values(platformRules),
  service: Object.values(serviceRules),
  platformWide: Object.values(platformWideRules),
};
