import { everyKindRules } from './every-kind';
import { platformRules } from './platform';
import { platformWideRules } from './platform-wide';
import type { Rules } from './rule';
import { serviceRules } from './service';
import { githubNeedsAConnection } from './service/github-needs-a-connection';
import { nameIsNotReserved } from './service/name-is-not-reserved';
import { overriddenEnvironmentsExist } from './service/overridden-environments-exist';
import { sourcePathStaysInside } from './service/source-path-stays-inside';
import { siteRules } from './site';

/** Rules about a container that hold for a site, too. */
const sharedRules = [nameIsNotReserved, overriddenEnvironmentsExist, githubNeedsAConnection, sourcePathStaysInside];

/** The rules of this library. An application adds those that need a construct library's tables. */
export const builtInRules: Rules = {
  platform: Object.values(platformRules),
  service: Object.values(serviceRules),
  platformWide: Object.values(platformWideRules),
  site: [...sharedRules, ...Object.values(siteRules)],
  everyKind: Object.values(everyKindRules),
};
