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
      verified({
        file: archive,
        from: url,
        sha256,
        fix: 'Start the build again. If the bytes stay different, the release was replaced: compare it with the checksums that its authors have published.',
      }),
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
    verified({
      file: '$TOOLS/careplane-scan.js',
      from: 's3://$SCAN_CLI_BUCKET/$SCAN_CLI_KEY',
      sha256: '$SCAN_CLI_SHA256',
      fix: 'Deploy the shared stacks of the platform again, which publish it: careplane deploy <folder of the platform> --env shared --assembly cdk.out',
    }),
    `printf '#!/bin/sh\\nexec node "%s" "$@"\\n' "$TOOLS/careplane-scan.js" > "$TOOLS/careplane-scan"`,
    'chmod 755 "$TOOLS/careplane-scan"',
  ],
  permissions: [{ actions: ['s3:GetObject'], on: 'publishedFiles' }],
};

/**
 * The careplane command as an administrator has published it, in one archive that Node.js runs without packages. A build
 * with permissions runs this, and nothing of the workspace: what waits for approval must not write what the approver reads.
 *
 * @param folder of the platform, or the variable that has it: for who has to publish the command again
 */
export function fetchCareplane(folder: string): Step {
  return {
    name: 'fetch careplane',
    phase: 'install',
    why: 'the published command, by its checksum: this build runs nothing of the workspace',
    commands: [
      'aws s3 cp --only-show-errors "s3://$CAREPLANE_BUCKET/$CAREPLANE_KEY" "$TOOLS/careplane.tar.gz"',
      verified({
        file: '$TOOLS/careplane.tar.gz',
        from: 's3://$CAREPLANE_BUCKET/$CAREPLANE_KEY',
        sha256: '$CAREPLANE_SHA256',
        fix: `Publish the command again, with the credentials of an administrator: careplane bootstrap ${folder} --run`,
      }),
      'mkdir "$TOOLS/careplane" && tar -xzf "$TOOLS/careplane.tar.gz" -C "$TOOLS/careplane"',
      `CAREPLANE="$TOOLS/careplane/bin/careplane.js" && test -f "$CAREPLANE" && export CAREPLANE`,
    ],
    permissions: [{ actions: ['s3:GetObject'], on: 'publishedCommand' }],
  };
}

/** A download, and what its bytes must be. The texts may hold variables of the shell. */
interface Download {
  readonly file: string;
  /** Where it came from. */
  readonly from: string;
  readonly sha256: string;
  /** What to do about other bytes. */
  readonly fix: string;
}

/** Compares a download with its checksum. Other bytes fail the build, which says what came, what is allowed and what to do. */
function verified({ file, from, sha256, fix }: Download): string {
  return [
    `printf '%s  %s\\n' "${sha256}" "${file}" | sha256sum -c - || {`,
    `  echo "${from} has the SHA-256 $(sha256sum < "${file}" | cut -c1-64), and only ${sha256} is allowed." >&2`,
    `  echo "Nothing in it was run. ${fix}" >&2`,
    '  false',
    '}',
  ].join('\n');
}

function variableOf(tool: string): string {
  return tool.toUpperCase();
}
