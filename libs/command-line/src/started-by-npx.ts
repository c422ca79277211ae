/** A command of ours that a person is to type: after the beginning of a sentence or one of these words, and before a word. */
const COMMAND = /(?<=^|: |then |run |`|\n\s*)(careplane(?:-cost|-scan)?)(?= [a-z-])/gm;

/**
 * Whether npx has started this process: its commands are then not on the PATH of the shell.
 *
 * @param env npm sets the name of the command that npx runs
 */
export function isStartedByNpx({
  npm_lifecycle_event: event,
  npm_lifecycle_script: script = '',
}: NodeJS.ProcessEnv): boolean {
  return event === 'npx' && /^["']?careplane\b/.test(script);
}

/** A text for people with its commands as they have to be typed where npx is needed. */
export function withNpx(text: string): string {
  return text.replace(COMMAND, 'npx $1');
}
