import { askedConfiguration } from './asked-configuration';

it.each([
  ['nx affected -t deploy -c staging --yes', 'staging'],
  ['nx affected -t deploy -c=staging', 'staging'],
  ['nx deploy medmo --configuration staging', 'staging'],
  ['nx deploy medmo --configuration=staging', 'staging'],
  ['nx run medmo:deploy:staging', 'staging'],
  ['nx run medmo:deploy', undefined],
  ['nx run medmo:build:staging', undefined],
  ['nx deploy medmo -c', undefined],
  ['nx deploy medmo -- -c staging', undefined],
])('%s: %s', (line, configuration) => {
  expect(askedConfiguration(line.split(' '))).toBe(configuration);
});
