import type { Step } from '../buildspec';
import type { Tool } from '../tools';

/** The folder for tools is outside the source, so that no file of a repository can replace a tool. */
export const toolsFolder: Step = {
  name: 'folders',
  phase: 'install',
  why: 'tools and results lie outside the source: nothing in a repository can pass for them',
  commands: ['TOOLS="$(mktemp -d)" && WORK="$(mktemp -d)" && export TOOLS WORK', 'export PATH="$TOOLS:$PATH"'],
};

/** Downloads a tool and verifies its pinned checksum. */
export function fetchTool({ name, version }: Tool): Step {
  const [url, sha256] = [`$${variableOf(name)}_URL`, `$${variableOf(name)}_SHA256`];
  const archive = `$TOOLS/${name}.tar.gz`;
  return {
    name: `fetch ${name}`,
    phase: 'install',
    why: `${name} ${version}, by its checksum`,
    commands: [
      `curl --fail --silent --show-error --location --retry 3 --proto-redir =https --output "${archive}" "${url}"`,
      `printf '%s  %s\\n' "${sha256}" "${archive}" | sha256sum -c -`,
      `tar -xzf "${archive}" -C "$TOOLS" ${name}`,
    ],
  };
}

/** The variables that say where a tool is and what its bytes are. */
export function toolVariables(tools: readonly Tool[]): Record<string, string> {
  return Object.fromEntries(
    tools.flatMap(({ name, url, sha256 }) => [
      [`${variableOf(name)}_URL`, url],
      [`${variableOf(name)}_SHA256`, sha256],
    ]),
  );
}

/** The scan command: one file, published by the platform, refused unless its bytes are those that were published. */
export const fetchScanCommand: Step = {
  name: 'fetch careplane-scan',
  phase: 'install',
  why: 'the gate, one file that the platform has published, by its checksum',
  commands: [
    'aws s3 cp --only-show-errors "s3://$SCAN_CLI_BUCKET/$SCAN_CLI_KEY" "$TOOLS/careplane-scan.js"',
    `printf '%s  %s\\n' "$SCAN_CLI_SHA256" "$TOOLS/careplane-scan.js" | sha256sum -c -`,
    `printf '#!/bin/sh\\nexec node "%s" "$@"\\n' "$TOOLS/careplane-scan.js" > "$TOOLS/careplane-scan"`,
    'chmod 755 "$TOOLS/careplane-scan"',
  ],
  permissions: [{ actions: ['s3:GetObject'], on: 'publishedFiles' }],
};

/**
 * The careplane command as an administrator has published it, in one archive that Node.js runs without packages. A build
 * with permissions runs this, and nothing of the workspace: what waits for approval must not write what the approver reads.
 */
export const fetchCareplane: Step = {
  name: 'fetch careplane',
  phase: 'install',
  why: 'the published command, by its checksum: this build runs nothing of the workspace',
  commands: [
    'aws s3 cp --only-show-errors "s3://$CAREPLANE_BUCKET/$CAREPLANE_KEY" "$TOOLS/careplane.tar.gz"',
    `printf '%s  %s\\n' "$CAREPLANE_SHA256" "$TOOLS/careplane.tar.gz" | sha256sum -c -`,
    'mkdir "$TOOLS/careplane" && tar -xzf "$TOOLS/careplane.tar.gz" -C "$TOOLS/careplane"',
    `CAREPLANE="$TOOLS/careplane/bin/careplane.js" && test -f "$CAREPLANE" && export CAREPLANE`,
  ],
  permissions: [{ actions: ['s3:GetObject'], on: 'publishedCommand' }],
};

function variableOf(tool: string): string {
  return tool.toUpperCase();
}
