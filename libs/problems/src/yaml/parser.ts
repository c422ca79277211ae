/**
 * The YAML parser, loaded with the first file that is read. A static import would load it, which takes 10 ms, at every start of
 * a command that reads no YAML.
 */
export function yamlParser(): typeof import('yaml') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml') as typeof import('yaml');
}
