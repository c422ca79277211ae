/**
 * Releases of Node.js that run the commands and end soon: no fixes any more (https://nodejs.org/en/about/previous-releases), and no new
 * version of the AWS SDK (https://github.com/aws/aws-sdk-js-v3/issues/7983, read 2026-11).
 */
const ENDING: Readonly<Record<string, string>> = {
  20: 'without security fixes since 2026-04-30, and new versions of the AWS SDK leave it in January 2027; install 22 or 24',
};

/**
 * What is known of a release of Node.js that ends soon, and what to install.
 *
 * @param version such as v20.20.2
 * @returns nothing where the release has years before it
 */
export function endOfNode(version: string): string | undefined {
  return ENDING[/^v?(\d+)/.exec(version)?.[1] ?? ''];
}

/**
 * Say the AWS SDK's warning about an old Node.js as one sentence, once for a process. The SDK writes ten lines, in the middle of what a
 * command prints, and again for each copy of itself. Whoever has switched it off, with the variable that the SDK documents, reads
 * nothing. All other warnings are printed as Node.js prints them.
 *
 * @param say writes a line for people
 */
export function explainSdkWarning(say: (text: string) => void, node = process): void {
  const printers = node.listeners('warning') as ((warning: Error) => void)[];
  let isSaid = false;
  node.removeAllListeners('warning');
  node.on('warning', (warning) => {
    if (!isAboutNode(warning)) {
      for (const print of printers) print(warning);
    } else if (!isSaid) {
      isSaid = true;
      const why =
        endOfNode(node.version) ?? 'which new versions of the AWS SDK leave soon; install the latest LTS release';
      say(`Note: this is Node.js ${node.version}, ${why}. https://nodejs.org`);
    }
  });
}

/** Texts of the SDK since 2023: "NodeDeprecationWarning: The AWS SDK for JavaScript (v3) will…", "NodeVersionSupportWarning: …". */
function isAboutNode({ message }: Error): boolean {
  return /^Node(?:Deprecation|VersionSupport)Warning: The AWS SDK for JavaScript/.test(message);
}
