// A buildspec as an attacker could change it.
import { parse, stringify } from 'yaml';

interface Spec {
  readonly phases: { build: { commands: string[] }; post_build?: { commands: string[] } };
}

function specOf(buildspec: string): Spec {
  return parse(buildspec) as Spec;
}

/** The command of the build phase that begins with these words. Throws when the buildspec no longer has it. */
function commandOf(buildspec: string, beginning: string): string {
  const command = specOf(buildspec).phases.build.commands.find((one) => one.startsWith(beginning));
  if (command === undefined) throw new Error(`no command of the build phase begins with "${beginning}"`);
  return command;
}

/** The same buildspec with a command before the one that begins with these words. */
export function commandBefore(buildspec: string, beginning: string, command: string): string {
  const spec = specOf(buildspec);
  const { commands } = spec.phases.build;
  commands.splice(commands.indexOf(commandOf(buildspec, beginning)), 0, command);
  return stringify(spec);
}

/** The same buildspec with a command moved into post_build, which CodeBuild runs after a failed build, too. */
export function movedToPostBuild(buildspec: string, beginning: string): string {
  const spec = specOf(buildspec);
  const command = commandOf(buildspec, beginning);
  spec.phases.build.commands = spec.phases.build.commands.filter((one) => one !== command);
  spec.phases.post_build = { commands: [command] };
  return stringify(spec);
}
