import { commandsOf, probeOf, TOOLS } from './commands';

const BUILD = {
  name: 'medmo-api:local',
  dockerfile: 'apps/medmo/api/Dockerfile',
  context: 'apps/medmo/api',
  platform: 'linux/arm64',
  archive: 'dist/api.tar',
} as const;

it.each(TOOLS)('%s builds for the service’s architecture, and writes a docker archive', (tool) => {
  const [build, save] = commandsOf(tool, BUILD);
  expect(build?.filter((word) => word !== '--format' && word !== 'docker')).toEqual([
    ...['build', '--platform', 'linux/arm64', '--file', 'apps/medmo/api/Dockerfile'],
    ...['--tag', 'medmo-api:local', 'apps/medmo/api'],
  ]);
  expect(save).toEqual(
    {
      docker: ['save', '--output', 'dist/api.tar', 'medmo-api:local'],
      podman: ['save', '--format', 'docker-archive', '--output', 'dist/api.tar', 'medmo-api:local'],
      buildah: ['push', 'medmo-api:local', 'docker-archive:dist/api.tar:medmo-api:local'],
    }[tool],
  );
});

it('asks podman and buildah for the format that keeps the health check, which docker has no other than', () => {
  const formats = TOOLS.map((tool) => commandsOf(tool, BUILD)[0]?.join(' ').includes('--format docker'));
  expect(formats).toEqual([false, true, true]);
});

it('asks docker’s daemon whether it is there', () => {
  expect(TOOLS.map(probeOf)).toEqual([['version'], ['--version'], ['--version']]);
});
