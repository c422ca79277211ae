import { Command } from 'commander';
import { completionScript, SHELLS } from '.';

function acme(): Command {
  const root = new Command('acme').version('1.0.0').description('For a test.');
  root
    .command('plan')
    .description("Show what's there. More.")
    .option('--out <dir>', 'output: a folder')
    .option('-q, --quiet', 'say less');
  const cost = root.command('cost').description('Costs.');
  cost.command('estimate').description('Estimate.').option('--budget <usd>', 'limit');
  return root;
}

it.each(SHELLS)('every command and option is in the script for %s', (shell) => {
  const script = completionScript(acme(), shell);
  for (const word of ['plan', 'cost', 'estimate', 'budget', 'quiet', 'version']) expect(script).toContain(word);
});

it('quotes descriptions', () => {
  expect(completionScript(acme(), 'zsh')).toContain(`'plan:Show what'\\''s there'`);
  expect(completionScript(acme(), 'fish')).toContain(`-d 'Show what\\'s there'`);
});

it('refuses another shell, with the ones there are', () => {
  expect(() => completionScript(acme(), 'bsh')).toThrow(
    'No completion for bsh. Shells: bash, zsh, fish. Did you mean bash?',
  );
});

/** Names, descriptions and option values with everything that a shell takes for its own. */
function hostile(): Command {
  const root = new Command('acme').description(`It's "all" $(rm) \`rm\` \\ [a:b] {c} * ; & | < > # !`);
  root
    .command('plan')
    .description(`Don't say "no": $HOME, $(rm -r x), \`y\`; \\' [z]`)
    .option('--out <dir>', `folder: "it's" $(here) [or: there] \\`);
  return root;
}

const QUOTED: Readonly<Record<string, RegExp>> = {
  bash: /'[^']*'|"(?:\\.|[^"\\])*"|\\./g,
  zsh: /'[^']*'|"(?:\\.|[^"\\])*"|\\./g,
  fish: /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\\./g,
};

it.each(SHELLS)('what %s sees outside of quotation marks is code of ours, with an end for each beginning', (shell) => {
  const code = (root: Command) =>
    completionScript(root, shell)
      .replace(/^\s*#.*$/gm, '')
      .replace(QUOTED[shell] ?? 'unknown shell', 'Q');
  const lines = code(hostile());
  expect(lines).not.toMatch(/['"`]|\$\((?:rm|here)|\brm\b|HOME/);
  const count = (word: RegExp) => lines.match(word)?.length ?? 0;
  if (shell === 'fish') {
    expect(count(/^\s*end\b/gm)).toBe(count(/^\s*(?:function|for|while|if|switch|begin)\b/gm));
  } else {
    expect(count(/\bfi\b/g)).toBe(count(/(?<!el)\bif\b(?=\s)/g));
    expect(count(/\besac\b/g)).toBe(count(/\bcase\b/g));
    expect(count(/\bdone\b/g)).toBe(count(/\bfor\b/g));
  }
  expect(count(/\(/g)).toBeLessThanOrEqual(count(/\)/g));
});
