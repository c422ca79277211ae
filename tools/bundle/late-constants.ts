// Lists of the CDK with hundreds of constants, of which a synthesis uses a handful: each is made when someone asks for it. The 390 AWS
// services that a VPC can have an endpoint for are the longest one to make: each has three tokens, and the CDK keeps every token.

/** Files of the CDK with such lists, from the CDK's folder. What they make depends on nothing but the texts and numbers in the calls. */
export const LATE_CONSTANTS: readonly string[] = [
  'aws-ec2/lib/vpc-endpoint.js',
  'aws-rds/lib/instance-engine.js',
  'core/lib/time-zone.js',
];

/** `static NAME=new Class("…",1,{a:!0});` or `static NAME=Class.of("…");`, with no function and no other name in it. */
const CONSTANT = /static (\w+)=((?:new )?([A-Z]\w+)(?:\.of)?\((?:"[^"]*"|[\d.,!:[\]{}]|\b\w+(?=:))*\));/g;

/** A list is not worth it when it is shorter, and the CDK has another form of it when there are fewer. */
const AT_LEAST = 300;

/**
 * The text of such a file, with getters in place of the constants. Each puts the constant in its own place: it is the same object each time.
 *
 * @param name the file, for the error
 * @throws Error when the CDK writes its constants in another way
 */
export function lateConstants(name: string, text: string): string {
  let count = 0;
  const late = text.replace(CONSTANT, (_, constant: string, made: string, owner: string) => {
    count += 1;
    return `static get ${constant}(){return __made(${owner},"${constant}",${made})}`;
  });
  if (count < AT_LEAST) throw new Error(`${name} of the CDK has ${count} constants: look at late-constants.ts again`);
  return `${late}
function __made(owner,name,value){Object.defineProperty(owner,name,{value,enumerable:true});return value}
`;
}
