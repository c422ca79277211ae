// A static site and a service with a sidecar, from an empty account through their pipelines: scanned, stopped, released, taken back.
import { suite } from '../harness';
import { permissions } from '../scan/permissions';
import { failureChangesNothing, isReleased, isStopped, isTakenBack } from '../sites/releases';
import { cannotChooseItsLockFile, cannotReplaceItsCommit } from '../sites/lock-files';
import { sidecarIsReleased, sidecarIsStopped } from '../sites/sidecar';
import { isDeployed, openSites } from '../sites/stage';
import type { Sites } from '../sites/stage';

suite<Sites>('sites', {
  setUp: openSites,
  tearDown: (sites) => sites.close(),
  tests: {
    'from an empty account': isDeployed,
    'a critical finding stops the site': isStopped,
    'code that is built cannot choose what the gate reads': cannotChooseItsLockFile,
    'a push releases the site': isReleased,
    'a site is taken back': isTakenBack,
    'a sidecar passes the gate': sidecarIsReleased,
    'the permissions of the builds': ({ site, api }) => permissions(site, [site.pipeline, api.pipeline]),
    // What follows is refused on purpose.
    'the build cannot replace its commit': cannotReplaceItsCommit,
    'a critical finding stops the sidecar': sidecarIsStopped,
    'a failed release changes nothing': failureChangesNothing,
  },
});
