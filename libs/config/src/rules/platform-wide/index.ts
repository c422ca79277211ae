import type { PlatformWideRule } from '../rule';
import { callsFitTheLoadBalancer } from './calls-fit-the-load-balancer';
import { fileSystemFoldersHaveOneOwner } from './file-system-folders-have-one-owner';
import { internalNamesAreFree } from './internal-names-are-free';
import { narrowerRoutesComeFirst } from './narrower-routes-come-first';
import { prioritiesAreDistinct } from './priorities-are-distinct';
import { queuesHaveConsumers } from './queues-have-consumers';
import { routesDoNotClash } from './routes-do-not-clash';
import { secretOwnersExist } from './secret-owners-exist';
import { servicesFitTheLoadBalancer } from './services-fit-the-load-balancer';
import { storesAreUsed } from './stores-are-used';

/** Rules about all services that run containers, in the order in which their problems are reported. One more is a file in this folder and a line here. */
export const platformWideRules = {
  routesDoNotClash,
  prioritiesAreDistinct,
  narrowerRoutesComeFirst,
  servicesFitTheLoadBalancer,
  queuesHaveConsumers,
  storesAreUsed,
  fileSystemFoldersHaveOneOwner,
  secretOwnersExist,
  callsFitTheLoadBalancer,
  internalNamesAreFree,
} satisfies Readonly<Record<string, PlatformWideRule>>;
