// What comes after the first deploy, against the emulator: what is well, what was changed by hand, and how a service moves.
import { newWorld } from '../deploy/world';
import { suite } from '../harness';
import { deployed } from '../life/deployed';
import { changeIsDrawn } from '../life/drawn';
import { driftIsFound } from '../life/drift';
import { serviceIsRenamed } from '../life/renamed';
import { serviceIsMoved } from '../life/moved';
import { rollbackIsKilled } from '../life/rolled-back';
import { statusIsAsked } from '../life/status';

suite('life', {
  setUp: newWorld,
  tearDown: (world) => world.stop(),
  tests: {
    'everything is deployed': deployed,
    'what is well, and what is not': statusIsAsked,
    'what was changed by hand': driftIsFound,
    'a change is drawn': changeIsDrawn,
    'a service gets another name': serviceIsRenamed,
    'a service moves to another platform': serviceIsMoved,
    'a rollback is killed': rollbackIsKilled,
  },
});
