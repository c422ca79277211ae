export { chaptersOf } from './chapters/chapters';
export { DOSSIER_FILE, handoverFiles } from './files';
export { MANIFEST_FILE, manifestText, parseManifest } from './manifest';
export type { HandoverManifest } from './manifest';
export { networkPicture } from './network-picture';
export { secretOwnerProblems } from './secret-owners';
export type { DeployedState, DeployedUnit, HandoverInput, ServiceExceptions } from './input';
