/**
 * Code of the function that finds the file for a path. CloudFront runs it at every request.
 *
 * @param fallback page that answers every path without a file ending; without it the index.html of the path answers
 */
export function pathFunction(fallback?: string): string {
  const page =
    fallback === undefined ? "uri.replace(/\\/$/, '') + '/index.html'" : JSON.stringify(fallback).replaceAll('"', "'");
  return [
    'function handler(event) {',
    '  var uri = event.request.uri;',
    "  var name = uri.slice(uri.lastIndexOf('/') + 1);",
    `  if (name.indexOf('.') === -1) event.request.uri = ${page};`,
    '  return event.request;',
    '}',
  ].join('\n');
}
