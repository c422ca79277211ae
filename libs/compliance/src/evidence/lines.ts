/** The line of a template’s text on which a resource begins, from 1; undefined if it is not there. */
export function lineOf(text: string, logicalId: string): number | undefined {
  const index = linesByText(text).get(logicalId);
  return index;
}

const known = new Map<string, ReadonlyMap<string, number>>();

/** Lines of all keys that open an object at the depth of resources; counted once for each text. */
function linesByText(text: string): ReadonlyMap<string, number> {
  const before = known.get(text);
  if (before !== undefined) return before;
  const lines = new Map<string, number>();
  let inResources = false;
  text.split('\n').forEach((line, index) => {
    const [, indent = '', key = ''] = /^(\s*)"([^"]+)": \{$/.exec(line) ?? [];
    if (indent.length === 1) inResources = key === 'Resources';
    else if (inResources && indent.length === 2) lines.set(key, index + 1);
  });
  known.set(text, lines);
  return lines;
}
