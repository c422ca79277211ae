import type { Duty } from '../duty';
import { costs } from './costs';
import { delivery } from './delivery';
import { logs } from './logs';
import { operations } from './operations';
import { security } from './security';
import { selfService } from './self-service';

/** All duties by name. One more is an entry in a file of this folder; `identity` in platform.yaml names duties like this. */
const BY_NAME = { ...selfService, ...delivery, ...operations, ...logs, ...security, ...costs };

export type DutyName = keyof typeof BY_NAME;

export const DUTIES: Readonly<Record<DutyName, Duty>> = BY_NAME;
