import type { EveryKindRule } from '../rule';
import { calledServicesExist } from './called-services-exist';
import { partsAreOfferedInTheRegion } from './parts-are-offered-in-the-region';
import { pipelineNamesAreDistinct } from './pipeline-names-are-distinct';
import { serviceNamesAreDistinct } from './service-names-are-distinct';
import { siteHostsAreFree } from './site-hosts-are-free';
import { sitesFitAnAccount } from './sites-fit-an-account';
import { stackNamesAreDistinct } from './stack-names-are-distinct';

/** Rules about all services together, static sites among them. One more is a file in this folder and a line here. */
export const everyKindRules = {
  serviceNamesAreDistinct,
  stackNamesAreDistinct,
  pipelineNamesAreDistinct,
  partsAreOfferedInTheRegion,
  siteHostsAreFree,
  sitesFitAnAccount,
  calledServicesExist,
} satisfies Readonly<Record<string, EveryKindRule>>;
