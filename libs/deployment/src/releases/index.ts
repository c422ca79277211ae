export { chooseRelease } from './choose-release';
export { releaseClients } from './clients';
export { findImage } from '../aws/image';
export { releasesOf } from './release';
export type { Release } from './release';
export { startRelease } from './start-release';
export { wantedRevision } from './wanted-revision';
