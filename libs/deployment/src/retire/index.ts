export { retireAgain, settingsOf } from './options';
export type { RetireOptions } from './options';
export { outcomeAsData, renderOutcome, renderRetirement } from './render';
export { retireUnits } from './retire';
export type { RetireOutcome, RetireReporter, RetireSettings } from './retire';
