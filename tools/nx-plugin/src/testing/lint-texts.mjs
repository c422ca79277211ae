// Lint texts as if they were files of this repository; nothing is written, so nothing can be left behind. One process
// for all of them: loading ESLint and its plugins takes longer than the linting.
// stdin: [{ file, text }]; stdout: a list of "rule: message" for each.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const complaints = [];
for (const { file, text: code } of JSON.parse(await text(process.stdin))) {
  const results = await eslint.lintText(code, { filePath: file });
  complaints.push(
    results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message.split('\n')[0]}`),
    ),
  );
}
console.log(JSON.stringify(complaints));
