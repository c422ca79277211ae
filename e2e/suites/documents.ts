// README and guides: their commands run as they stand, and print what the page shows.
import { makeMistakes, newFolder, runAll } from '../documents/run';
import { suite } from '../harness';

suite('documents', {
  setUp: newFolder,
  tests: { 'commands of README and guides': runAll, 'mistakes that the README makes': makeMistakes },
});
