import { left, suite } from '../harness';
import { deploys, putsTheTagBack } from '../scan/cases/deploy';
import { whatWasNotExamined } from '../scan/cases/examined';
import { exceptions, namesAreOnlyNames, scansThatCannotSee, toolsAreThePinnedOnes } from '../scan/cases/input';
import { nightBeforeTheFirstDeploy, nights } from '../scan/cases/nightly';
import { everyBuild } from '../scan/cases/pipelines';
import { cannotBePassed, keepsTheCommitsImage, needsEverythingElse } from '../scan/cases/push';
import { blocks, passes } from '../scan/cases/verdict';
import type { Passed } from '../scan/cases/verdict';
import { getParts } from '../scan/parts';
import type { Parts } from '../scan/parts';
import { permissions } from '../scan/permissions';
import { openStage } from '../scan/stage';
import type { BuiltImage, Stage } from '../scan/stage';

/** The image that is blocked, and the one that passes, for later tests. */
let images: { readonly blocked?: BuiltImage | undefined; readonly passed?: Passed | undefined } = {};
let parts: Parts | undefined;
const blocked = (): BuiltImage => left(images.blocked, 'the image that is blocked');
const passed = (): Passed => left(images.passed, 'the image that passes');

/**
 * The generated buildspecs of the services' pipelines, phase by phase and each under its own role, with a real scanner, a real
 * registry, and the emulator as AWS: from an empty account to the running digest.
 */
suite<Stage>('scan-gate', {
  setUp: (scratch) => {
    parts = getParts();
    return parts === undefined ? undefined : openStage(scratch, parts);
  },
  tearDown: (stage) => stage.close(),
  tests: {
    'a known critical blocks the image, and its fix lets it go on': async (stage) => {
      images = { blocked: await blocks(stage), passed: await passes(stage) };
      blocked();
      passed();
    },
    'a night before the first deploy': nightBeforeTheFirstDeploy,
    'the image that passed is deployed': (stage) => deploys(stage, passed()),
    'a commit keeps its image': (stage) => keepsTheCommitsImage(stage, passed()),
    'every build of every service': everyBuild,
    'what runs is scanned at night': (stage) => nights(stage, left(parts, 'the tools')),
    // What follows is refused on purpose.
    'the permissions of the builds': permissions,
    'the verdict cannot be passed by': (stage) => cannotBePassed(stage, blocked()),
    'the push needs everything else': needsEverythingElse,
    'names are only names': namesAreOnlyNames,
    'tools are the pinned ones': (stage) => toolsAreThePinnedOnes(stage, passed()),
    'scans that cannot see': (stage) => scansThatCannotSee(stage, passed(), left(parts, 'the tools')),
    'what was not examined': whatWasNotExamined,
    exceptions: exceptions,
    'a failed deploy puts the tag back': (stage) => putsTheTagBack(stage, passed()),
  },
});
