import { ESCALATION_PROPERTIES } from '../escalation';
import type { AccessTerms } from '../terms';
import { ESCALATIONS } from './escalations';
import { IDENTITIES } from './identities';
import { ANY_NETWORK, NETWORK } from './network';
import { OUTSIDERS, OUTSIDERS_OF_OTHER_STORES } from './outsiders';
import { RECORDS } from './records';
import { RELEASE } from './release';
import { RUNTIME } from './runtime';
import { SEPARATION } from './separation';

/** What must hold of any CloudFormation template. */
export const GENERAL_PROPERTIES: readonly AccessTerms[] = [
  ...IDENTITIES,
  ...OUTSIDERS,
  ...OUTSIDERS_OF_OTHER_STORES,
  ...ANY_NETWORK,
  ...ESCALATION_PROPERTIES,
];

/** What must hold on every platform of the toolkit. */
export const PLATFORM_PROPERTIES: readonly AccessTerms[] = [
  ...SEPARATION,
  ...RUNTIME,
  ...RELEASE,
  ...RECORDS,
  ...IDENTITIES,
  ...OUTSIDERS,
  ...NETWORK,
  ...ESCALATIONS,
];
