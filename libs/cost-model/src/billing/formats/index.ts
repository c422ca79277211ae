import type { BillFormat } from '../charge';
import { billingConsole } from './billing-console';
import { costExplorer } from './cost-explorer';
import { cur } from './cur';
import { focus } from './focus';

/** Looked at in this order; a file is of the first whose columns it has. */
export const BILL_FORMATS: readonly BillFormat[] = [focus, cur, costExplorer, billingConsole];
