export { checkPage } from './check-page';
export type { CheckPageParts } from './check-page';
export { planPage } from './plan-page';
export type { PlanPageParts } from './plan-page';
