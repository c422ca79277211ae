import type { BillFormat } from '../charge';
import { billingConsole } from './billing-console';
import { costExplorer } from './cost-explorer';
import { costExplorerApi } from './cost-explorer-api';
import { cur } from './cur';
import { focus } from './focus';

/** Tried in this order. The first format whose columns the file has wins. */
export const BILL_FORMATS: readonly BillFormat[] = [focus, cur, costExplorerApi, costExplorer, billingConsole];
