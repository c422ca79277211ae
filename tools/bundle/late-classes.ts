// The classes of the CDK's generated files, one for each type of resource: a synthesis uses a fifth of those that are in the files it loads.
// V8 reads the names of all methods of a class when the class is made, also from what was compiled before.

/** Where a class begins. What follows it, up to the next one, are functions for its properties. */
const BEGINNING = /(?=class Cfn\w+ extends cdk\(\)\.CfnResource\{)/;

const DECLARED_FUNCTION = /\bfunction (\w+)\(/g;

/** Puts the class in its place when it is asked for: it is the same class each time. */
const HELPER = `
function __late(exports,name,make){
  const put=value=>Object.defineProperty(exports,name,{value,enumerable:true,configurable:true});
  Object.defineProperty(exports,name,{enumerable:true,configurable:true,get:()=>(put(make()),exports[name])});
}
`;

/**
 * The text of a generated file that makes each class, and the functions for its properties, when someone asks for the class. A class that
 * other parts of the file speak of is made as before.
 *
 * @param text of the file; each class is exported right after it
 */
export function lateClasses(text: string): string {
  const [head = '', ...parts] = text.split(BEGINNING);
  if (parts.length === 0) return text;
  const [inHead, inText] = [countWords(head), countWords(text)];
  const late = parts.map((part) => {
    const name = /^class (\w+)/.exec(part)?.[1] ?? '';
    const exported = `exports.${name}=${name};`;
    if (part.split(exported).length !== 2) return part;
    const inPart = countWords(part);
    const functions = [...part.matchAll(DECLARED_FUNCTION)].map(([, each = '']) => each);
    const isAlone =
      of(inText, name) === of(inPart, name) + of(inHead, name) &&
      functions.every((each) => of(inText, each) === of(inPart, each));
    return isAlone ? `__late(exports,"${name}",()=>{${part.replace(exported, '')}return ${name}});` : part;
  });
  return head + late.join('') + HELPER;
}

function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/\w+/g)) counts.set(word, of(counts, word) + 1);
  return counts;
}

function of(counts: ReadonlyMap<string, number>, word: string): number {
  return counts.get(word) ?? 0;
}
