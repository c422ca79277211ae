import type { PlatformWideRule } from '../rule';
import { narrowerRoutesComeFirst } from './narrower-routes-come-first';
import { partsAreOfferedInTheRegion } from './parts-are-offered-in-the-region';
import { pipelineNamesAreDistinct } from './pipeline-names-are-distinct';
import { prioritiesAreDistinct } from './priorities-are-distinct';
import { queuesHaveConsumers } from './queues-have-consumers';
import { routesDoNotClash } from './routes-do-not-clash';
import { secretOwnersExist } from './secret-owners-exist';
import { serviceNamesAreDistinct } from './service-names-are-distinct';
import { servicesFitTheLoadBalancer } from './services-fit-the-load-balancer';
import { stackNamesAreDistinct } from './stack-names-are-distinct';
import { storesAreUsed } from './stores-are-used';

/** Rules about all services together, in the order in which their problems are reported. One more is a file in this folder and a line here. */
export const platformWideRules = {
  serviceNamesAreDistinct,
  stackNamesAreDistinct,
  pipelineNamesAreDistinct,
  routesDoNotClash,
  prioritiesAreDistinct,
  narrowerRoutesComeFirst,
  servicesFitTheLoadBalancer,
  queuesHaveConsumers,
  partsAreOfferedInTheRegion,
  storesAreUsed,
  secretOwnersExist,
} satisfies Readonly<Record<string, PlatformWideRule>>;
