import { renderPlainHttp } from './plain-http';

test('every service that is not encrypted up to the task is named, with its reason', () => {
  const reason = 'Serves the pictures of the public pages, which anybody may see and which name no patient at all.';
  expect(renderPlainHttp([{ service: 'pictures', reason }])).toBe(
    [
      'NOT ENCRYPTED between the load balancer and the tasks of',
      'pictures',
      '  Serves the pictures of the public pages, which anybody may see and which name',
      '  no patient at all.',
    ].join('\n'),
  );
});

test('its absence is reported, too', () => {
  expect(renderPlainHttp([])).toBe('ENCRYPTION: up to the task, for every service.');
});
