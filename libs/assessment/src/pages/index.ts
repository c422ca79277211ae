export { checkPage } from './check-page';
export type { CheckPageParts } from './check-page';
export { evidencePage } from './evidence-page';
export type { EvidencePageParts } from './evidence-page';
export { planPage } from './plan-page';
export type { PlanPageParts } from './plan-page';
export { proofsPage } from './proofs-page';
export type { ProofsPageParts } from './proofs-page';
