import { baselineEventTargetsHaveDeadLetters } from './baseline-event-targets-have-dead-letters';
import { baselineIsComplete } from './baseline-is-complete';
import { databaseRequiresTls } from './database-requires-tls';
import { listenerEncrypted } from './listener-encrypted';
import type { Rule } from './rule';
import { targetGroupEncrypted } from './target-group-encrypted';

/** The rules of our own. One more is one file with its examples, and one line here. */
export const RULES: readonly Rule[] = [
  targetGroupEncrypted,
  listenerEncrypted,
  databaseRequiresTls,
  baselineIsComplete,
  baselineEventTargetsHaveDeadLetters,
];
