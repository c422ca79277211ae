/**
 * Builds and their steps as data, without the CDK, for generators of other CI systems. Commands and permissions then
 * come from one place.
 */
export { deployBuild, scanBuild } from './app-builds';
export type { Build, Step } from './buildspec';
export { deployRoleName, rolloutRoleName } from './names';
export { grantsOf } from './permissions';
export type { Permission, Places, Thing } from './permissions';
export {
  CHANGE_SETS,
  packPrepared,
  PREPARED_ARCHIVE,
  PREPARED_OUTPUT,
  takeChecked,
  UNITS,
} from './steps/prepare-platform';
export { checkBase, checkChanges, CHECKED, CHECKED_OUTPUT, checkTemplates, handOn } from './steps/check-platform';
export { installCfnLint, PYTHON } from './steps/cfn-lint';
export { checkCommit, checkDigest } from './steps/check';
export { runBeforeDeploy } from './steps/before-deploy';
export { deployDigest, enterEnvironment, pointBranchTag, waitForServiceAfterTask } from './steps/deploy-image';
export { unpackPrepared } from './steps/deploy-platform';
export { ADD_EVIDENCE } from './steps/evidence';
export { fetchCareplane, fetchScanCommand, fetchTool, toolsFolder, toolVariables } from './steps/fetch';
export { ASSUME_ACCESS_ROLES, KEEP_LEDGER, READ_LEDGER } from './steps/ledger';
export { IMAGE_ARCHIVE, IMAGE_OUTPUT } from './steps/build-image';
export { COMMIT_FOLDER } from './steps/from-commit';
export { registryLogin } from './steps/registry';
export { reportRunningImage, scanRunningImage, takeRunningImage } from './steps/rescan-image';
export {
  chooseImage,
  chooseSite,
  countExceptions,
  gateAndPush,
  gateAndPushSite,
  reportScan,
  scanImage,
} from './steps/scan-image';
export {
  compareSidecars,
  copySidecars,
  deployWithSidecars,
  pointSidecarTags,
  rescanSidecars,
  takeSidecars,
} from './steps/sidecars';
export { buildSite, packSite, takeLockFiles } from './steps/build-site';
export { removeOldReleases, uploadSite, waitForSite } from './steps/deploy-site';
export { compareLockFiles, scanRunningSite, scanSite, takeSite, unpackSite } from './steps/scan-site';
export { compareAgeOf } from './steps/verdict-age';
export { CRANE, trivy } from './tools';
export type { Tool, TrivySettings } from './tools';
