// Lint texts as if they were files of this repository; nothing is written, so nothing can be left behind. One process
// for all of them: loading ESLint and its plugins takes longer than the linting.
// stdin: [{ file, text, typed }]; stdout: a list of "rule: message" for each.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

// Types only where a text asks for them: a program for each project takes longer than everything else.
const TYPED = ['await-thenable', 'no-floating-promises', 'no-misused-promises'];
const withTypes = new ESLint();
const withoutTypes = new ESLint({
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: Object.fromEntries(TYPED.map((rule) => [`@typescript-eslint/${rule}`, 'off'])),
  },
});
const complaints = [];
for (const { file, text: code, typed } of JSON.parse(await text(process.stdin))) {
  const results = await (typed ? withTypes : withoutTypes).lintText(code, { filePath: file });
  complaints.push(
    results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message.split('\n')[0]}`),
    ),
  );
}
console.log(JSON.stringify(complaints));
