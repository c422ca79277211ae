// The decisions of careplane prove, compared with those of Z3: the same questions as string constraints, over random policies and over
// those of the reference platform.
import { join } from 'node:path';
import { agreesWithZ3 } from '../access/solver/compare';
import { medmoQuestions, medmoWorld } from '../access/solver/medmo-questions';
import { randomQuestion } from '../access/solver/random-questions';
import { z3 } from '../access/solver/z3';
import { suite } from '../harness';

/** Questions of each kind; ACCESS_QUESTIONS for more. */
const QUESTIONS = Number(process.env['ACCESS_QUESTIONS'] ?? '200');

suite('access-solver', {
  setUp(scratch) {
    const command = z3();
    return command === undefined ? undefined : { command, scratch };
  },
  tests: {
    'random policies': ({ command }) =>
      agreesWithZ3(
        command,
        'random policies',
        Array.from({ length: QUESTIONS }, (_, index) => randomQuestion(index + 1)),
      ),
    'the policies of medmo': ({ command, scratch }) => {
      const questions = medmoQuestions(medmoWorld(join(scratch, 'medmo')));
      agreesWithZ3(
        command,
        'medmo',
        Array.from({ length: QUESTIONS }, () => questions.next().value),
      );
    },
  },
});
