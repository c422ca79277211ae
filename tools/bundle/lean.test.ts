// `node --test` runs this; tools/nx-plugin's tests start it. What bundles leave out, on texts as esbuild and the CDK write them.
import { deepEqual, doesNotMatch, equal, match, throws } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { build, transformSync } from 'esbuild';
import { commandLine, oneOutcome, root } from './bundle';
import { DEPRECATION_CHECK, leanCdk } from './lean-cdk';
import { REPLACED } from './lean-texts';
import { withoutCopies } from './namespaces';

/** esbuild's helper, as it is today: `import a from` makes it write one. */
function helperOf(minify: boolean): string {
  const text = `import a from 'a'; exports.shown = [a.of, require('./b')];`;
  return transformSync(text, { format: 'cjs', minifyWhitespace: minify, minifySyntax: minify }).code;
}

function run(text: string, a: object): unknown {
  const exports: { shown?: unknown[] } = {};
  new Function('exports', 'require', 'module', text)(exports, () => a, { exports });
  return exports.shown?.[0];
}

for (const minify of [false, true]) {
  const written = minify ? 'without spaces' : 'with spaces';
  void test(`a module that was an ES module is taken itself; ${written}`, () => {
    const text = withoutCopies(helperOf(minify));
    match(text, /__esModule \? \w+ : /);
    equal(run(text, { __esModule: true, default: { of: 'default' } }), 'default');
  });

  void test(`any other module is the default itself; ${written}`, () => {
    equal(run(withoutCopies(helperOf(minify)), { of: 'module' }), 'module');
  });
}

void test('a helper in a program that the bundle has as a text stays as it is', () => {
  const program = `const LAMBDA = ${JSON.stringify(helperOf(false))};`;
  const bundle = `${'// head\n'.repeat(600)}${program}`;
  equal(withoutCopies(bundle), bundle);
});

void test('a helper of another form is an error', () => {
  throws(() => withoutCopies('function __toESM(module) { return module; }'), /look at namespaces\.ts/);
});

const cdk = join(root, 'node_modules/aws-cdk-lib');

void test('what reads properties from templates is left out of generated files, and nothing after it', () => {
  const file = join(cdk, 'aws-sns/lib/sns.generated.js');
  const reads = 'function CfnTopicPropsFromCloudFormation(properties){if(a){b}return c}';
  equal(leanCdk(file, `before;${reads}after()`, cdk), 'before;after()');
  equal(leanCdk(join(cdk, 'aws-sns/lib/topic.js'), reads, cdk), reads);
});

void test('properties of resources are not checked again; unions keep their checks', () => {
  const file = join(cdk, 'aws-sns/lib/sns.generated.js');
  const check = 'function CfnTopicPropsValidator(properties){if(a){b}return c}';
  const writes = 'cdk().canInspect(properties)?(CfnTopicPropsValidator(properties).assertSuccess(),{A:1}):properties';
  equal(leanCdk(file, `${check}before;${writes}`, cdk), 'before;cdk().canInspect(properties)?({A:1}):properties');
  equal(leanCdk(file, `${check}cdk().unionMapper([CfnTopicPropsValidator])`, cdk).includes(check), true);
});

void test('a class has no type of another language', () => {
  const type = 'static[JSII_RTTI_SYMBOL_1]={fqn:"aws-cdk-lib.aws_sns.Topic",version:"2.276.0"};';
  equal(leanCdk(join(cdk, 'aws-sns/lib/topic.js'), `class Topic{${type}static A=1}`, cdk), 'class Topic{static A=1}');
});

/** TypeScript's helper, as files of the CDK have it. */
function importingStar(): string {
  const text = readFileSync(join(cdk, 'core/lib/private/feature-flag-report.js'), 'utf8');
  return text.slice(0, text.indexOf('Object.defineProperty(exports,"__esModule"'));
}

void test('a module that was no ES module is not copied for each file, unless its default is asked for', () => {
  const file = join(cdk, 'aws-sns/lib/topic.js');
  const lean = leanCdk(file, `${importingStar()}exports.shown=[__importStar(require('fs')).of]`, cdk);
  equal(lean, '"use strict";var __importStar=module=>module;exports.shown=[__importStar(require(\'fs\')).of]');
  equal(run(lean, { of: 'module' }), 'module');
  const asking = `${importingStar()}exports.shown=[__importStar(require('fs')).default.of];ignore().default`;
  equal(leanCdk(file, asking, cdk), asking);
});

void test('each text that is replaced is in the CDK, once', () => {
  for (const { file, from } of REPLACED) {
    const text = readFileSync(join(cdk, file), 'utf8').replaceAll(DEPRECATION_CHECK, '');
    equal(text.split(from).length, 2, `${file}: ${from}`);
  }
});

void test('a constant is made when it is asked for, and is the same object each time', () => {
  const text = readFileSync(join(cdk, 'core/lib/time-zone.js'), 'utf8');
  const late = leanCdk(join(cdk, 'core/lib/time-zone.js'), text, cdk);
  doesNotMatch(late, /static \w+=new/);
  const exports: { TimeZone?: Record<string, { timezoneName: string }> } = {};
  new Function('exports', late)(exports);
  equal(exports.TimeZone?.['ASIA_TOKYO']?.timezoneName, 'Asia/Tokyo');
  equal(exports.TimeZone['ASIA_TOKYO'], exports.TimeZone['ASIA_TOKYO']);
});

void test('a file with fewer constants than the CDK had is an error', () => {
  const few = 'class TimeZone{static UTC=new TimeZone("Etc/UTC");}';
  throws(() => leanCdk(join(cdk, 'core/lib/time-zone.js'), few, cdk), /has 1 constants: look at late-constants\.ts/);
});

/** Two classes of a generated file, as the CDK writes them; the second speaks of the first when `speaks`. */
function generated(speaks: boolean): string {
  const one =
    'class CfnOne extends cdk().CfnResource{static A=made()}exports.CfnOne=CfnOne;function oneProps(p){return p}';
  const two = `class CfnTwo extends cdk().CfnResource{static B=${speaks ? 'CfnOne' : '2'}}exports.CfnTwo=CfnTwo;`;
  return `exports.CfnTwo=exports.CfnOne=void 0;var cdk=()=>({CfnResource:class{}});${one}${two}`;
}

void test('a class of a generated file is made when it is asked for, and once', () => {
  const text = leanCdk(join(cdk, 'aws-sns/lib/sns.generated.js'), generated(false), cdk);
  const exports: { CfnOne?: { name: string; A: number }; CfnTwo?: unknown } = {};
  let made = 0;
  new Function('exports', 'made', text)(exports, () => (made += 1));
  equal(made, 0);
  deepEqual(Object.keys(exports), ['CfnOne', 'CfnTwo']);
  equal(exports.CfnOne?.name, 'CfnOne');
  equal(exports.CfnOne, exports.CfnOne);
  equal(made, 1);
});

void test('a class of which other parts of the file speak is made as before', () => {
  const text = leanCdk(join(cdk, 'aws-sns/lib/sns.generated.js'), generated(true), cdk);
  match(text, /;class CfnOne extends/);
  match(text, /"CfnTwo",\(\)=>\{class CfnTwo extends/);
});

void test('most classes of a generated file are made late', () => {
  const file = join(cdk, 'aws-ec2/lib/ec2.generated.js');
  const late = leanCdk(file, readFileSync(file, 'utf8'), cdk).match(/__late\(exports,/g) ?? [];
  equal(late.length > 100, true, `${late.length} classes`);
});

void test('the functions in place of fs-extra do what it did, and load no part of Node.js with promises', () => {
  const text = leanCdk(join(cdk, 'node_modules/fs-extra/lib/index.js'), '', cdk);
  const folder = mkdtempSync(join(tmpdir(), 'careplane-lean-'));
  const script = `const fs=require('./fs-extra.js');
    fs.ensureDirSync('a/b');fs.ensureDirSync('a/b');fs.writeFileSync('a/b/c.json','{"d":1}');fs.writeFileSync('a/e.ts','');
    fs.copySync('a','f',{filter:(from)=>!from.endsWith('.ts')});fs.removeSync('a');fs.removeSync('a');
    const late=process.moduleLoadList.includes('NativeModule internal/fs/promises');
    fs.writeSync(1,JSON.stringify([fs.readdirSync('.').sort(),fs.readdirSync('f'),fs.readJSONSync('f/b/c.json'),late]));`;
  try {
    writeFileSync(join(folder, 'fs-extra.js'), text);
    writeFileSync(join(folder, 'script.js'), script);
    const { stdout, stderr } = spawnSync(process.execPath, ['script.js'], { cwd: folder, encoding: 'utf8' });
    equal(stderr, '');
    deepEqual(JSON.parse(stdout), [['f', 'fs-extra.js', 'script.js'], ['b'], { d: 1 }, false]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

void test('arguments are not checked, and a deprecated function still warns', () => {
  const file = join(cdk, '.warnings.jsii.js');
  const lean = leanCdk(file, readFileSync(file, 'utf8'), cdk);
  equal(lean.length < 5000, true);
  const module: { exports?: Record<string, (...args: unknown[]) => unknown> } = {};
  new Function('module', lean)(module);
  equal(module.exports?.['aws_cdk_lib_Stack']?.({}), undefined);
  throws(() => module.exports?.['print']?.call(undefined), TypeError);
  match(String(module.exports?.['print']), /is deprecated, and will be removed/);
});

void test('a text that the CDK no longer has is an error', () => {
  throws(() => leanCdk(join(cdk, 'core/lib/private/perf.js'), 'function profileFn(){}', cdk), /look at lean-cdk\.ts/);
});

void test('what a command ends with is there once, from wherever in the library it is imported', async () => {
  const stdin = { contents: "export * from './completion'; export * from './run';", resolveDir: commandLine };
  const plugins = [oneOutcome('../outcome.js')];
  const { outputFiles } = await build({ stdin, plugins, bundle: true, write: false, platform: 'node', format: 'cjs' });
  const text = outputFiles[0]?.text ?? '';
  match(text, /require\("\.\.\/outcome\.js"\)/);
  doesNotMatch(text, /BadInput = class/);
});
