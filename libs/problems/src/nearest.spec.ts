import { nearest } from './nearest';

it.each<[word: string, known: string[], guess: string | undefined]>([
  ['enviroments', ['environments', 'database'], 'environments'],
  ['Region', ['region', 'reason'], 'region'],
  ['memory', ['cpu', 'memoryMiB'], 'memoryMiB'],
  ['stagin', ['production', 'staging'], 'staging'],
  ['colour', ['branch', 'domain', 'tier'], undefined],
  ['qa', ['production', 'staging'], undefined],
  ['ab', ['id'], undefined],
  ['x', ['a', 'b'], undefined],
  ['', ['id'], undefined],
  ['anything', [], undefined],
])('%s among %j means %s', (word, known, guess) => expect(nearest(word, known)).toBe(guess));
