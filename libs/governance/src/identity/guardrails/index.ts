import type { Guardrail } from '../duty';
import { data } from './data';
import { emergency } from './emergency';
import { record } from './record';
import { release } from './release';
import { rights } from './rights';
import { session } from './session';

const BY_NAME = { ...record, ...rights, ...data, ...release, ...session, ...emergency };

export type GuardrailName = keyof typeof BY_NAME;

/** All guardrails by name. One more is an entry in a file of this folder, and its name in the groups that get it. */
export const GUARDRAILS: Readonly<Record<GuardrailName, Guardrail>> = BY_NAME;
