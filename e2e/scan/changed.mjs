// A buildspec as somebody could have changed it.
import { parse, stringify } from 'yaml';

/** The command of the build phase that begins with these words. Throws when the buildspec no longer has it. */
function commandOf(buildspec, beginning) {
  const command = parse(buildspec).phases.build.commands.find((one) => one.startsWith(beginning));
  if (command === undefined) throw new Error(`no command of the build phase begins with "${beginning}"`);
  return command;
}

/** The same buildspec with a command before the one that begins with these words. */
export function commandBefore(buildspec, beginning, command) {
  const spec = parse(buildspec);
  const { commands } = spec.phases.build;
  commands.splice(commands.indexOf(commandOf(buildspec, beginning)), 0, command);
  return stringify(spec);
}

/** The same buildspec with a command moved into post_build, which CodeBuild runs after a failed build, too. */
export function movedToPostBuild(buildspec, beginning) {
  const spec = parse(buildspec);
  const command = commandOf(buildspec, beginning);
  spec.phases.build.commands = spec.phases.build.commands.filter((one) => one !== command);
  spec.phases.post_build = { commands: [command] };
  return stringify(spec);
}
