import { commandsOf, TOOLS } from './commands';

const BUILD = {
  name: 'medmo-api:local',
  context: 'apps/medmo/api',
  platform: 'linux/arm64',
  archive: 'dist/api.tar',
} as const;

it.each(TOOLS)('%s builds for the service’s architecture, and writes a docker archive', (tool) => {
  const [build, save] = commandsOf(tool, BUILD);
  expect(build).toEqual(['build', '--platform', 'linux/arm64', '--tag', 'medmo-api:local', 'apps/medmo/api']);
  expect(save).toEqual(
    {
      docker: ['save', '--output', 'dist/api.tar', 'medmo-api:local'],
      podman: ['save', '--format', 'docker-archive', '--output', 'dist/api.tar', 'medmo-api:local'],
      buildah: ['push', 'medmo-api:local', 'docker-archive:dist/api.tar:medmo-api:local'],
    }[tool],
  );
});
