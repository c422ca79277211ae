/** The sections of a CloudFormation template that say what is deployed; as read, before any function is evaluated. */
export interface TemplateBody {
  readonly Parameters?: Record<string, ParameterDeclaration>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Transform?: unknown;
  readonly 'Fn::Transform'?: unknown;
  readonly Resources?: Record<string, ResourceDeclaration>;
  readonly Outputs?: Record<string, { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } }>;
}

export interface ParameterDeclaration {
  readonly Type?: string;
  readonly Default?: unknown;
}

export interface ResourceDeclaration {
  readonly Type?: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
}

/** A stack to be priced: its template and where it goes. */
export interface StackTemplate {
  /** Name of the stack; of a nested one, its parent's with the logical id: `parent/Child`. */
  readonly stack: string;
  /** The template's file, for messages. */
  readonly file: string;
  /** Where the stack goes; undefined when the assembly leaves it open. */
  readonly region?: string;
  readonly account?: string;
  /** Tags of the stack, which CloudFormation gives to its resources. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly body: TemplateBody;
  /** The template as written: for its size and for line numbers. */
  readonly text: string;
  /** Stacks that this one deploys, by logical id of their `AWS::CloudFormation::Stack`. */
  readonly nested?: Readonly<Record<string, StackTemplate>>;
  /** A nested template whose parent names a URL: read from a file with the name that ends the URL. @default false */
  readonly isByUrl?: boolean;
}

/** Line of a key in a template, from 1; 1 when it is not found. */
export function lineOf(text: string, key: string): number {
  const escaped = key.replace(/[^A-Za-z0-9]/g, '\\$&');
  const found = new RegExp(`(^|[\\s{,])["']?${escaped}["']?\\s*:`, 'm').exec(text);
  if (found === null) return 1;
  return text.slice(0, found.index + (found[1] ?? '').length).split('\n').length;
}
