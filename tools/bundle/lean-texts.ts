// Texts of the CDK that the bundled `synth` has in another form (lean-cdk.ts says why it may). Each saves time with every construct, every
// value or every stack.

/** A text of a file, which must be in it, and what is there instead. */
export interface Replacement {
  /** Below the CDK's folder. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Texts of the CDK and their replacements in the bundle. Each must be found: another version of the CDK needs another look. */
export const REPLACED: readonly Replacement[] = [
  // To find references between stacks, the CDK resolves everything once more than the templates need. Our stacks have none:
  // they read each other's values from Parameter Store. A reference that appears is an error instead of a wrong template.
  {
    file: 'core/lib/private/prepare-app.js',
    from: '(0,refs_1().resolveReferences)(root),',
    to: '',
  },
  {
    file: 'core/lib/private/cfn-reference.js',
    from: 'return token?token.resolve(context):super.resolve(context)',
    to: 'if(consumingStack!==this.targetStack)throw new Error(`stack ${consumingStack.node.id} refers to stack ${this.targetStack.node.id}; publish the value as a parameter`);return super.resolve(context)',
  },
  // Where an acknowledgement was made in the source, which `synthesize` deletes again.
  {
    file: 'core/lib/validation/validations.js',
    from: '(0,stack_trace_1().enhancedStackTrace)(this.recordAcknowledgment)',
    to: '[]',
  },
  // Times of calls, which the CDK measures for its own telemetry: of every call of the file system and of every value that is resolved.
  {
    file: 'core/lib/private/perf.js',
    from: 'function profileFn(key,options){return function(fn){',
    to: 'function profileFn(key,options){return function(fn){return fn;',
  },
  {
    file: 'core/lib/private/perf.js',
    from: 'function initializeBuiltinProfiling(){',
    to: 'function initializeBuiltinProfiling(){return;',
  },
  // Each logical id has an MD5 in it. One call is faster than an object, an update and a digest; Node.js 20.0 to 20.11 lack it.
  {
    file: 'core/lib/private/md5.js',
    from: 'function cryptoMd5(x){',
    to: 'function cryptoMd5(x){if(crypto().hash)return crypto().hash("md5",x);',
  },
  // Property injectors, which no code registers, and a switch for stack traces, which only CDK_DEBUG records: each takes a class of its own
  // between every construct and its class.
  {
    file: 'core/lib/prop-injectable.js',
    from: 'function propertyInjectable(constructor){',
    to: 'function propertyInjectable(constructor){return constructor;',
  },
  {
    file: 'core/lib/no-box-stack-traces.js',
    from: 'function noBoxStackTraces(constructor){',
    to: 'function noBoxStackTraces(constructor){return constructor;',
  },
  // CDK_DEBUG and CDK_DEBUG_DEPS: asking the environment is slow, and the CDK asks with every construct and value. An assembly has the same
  // bytes everywhere, whatever the environment says.
  {
    file: 'core/lib/debug.js',
    from: 'function debugModeEnabled(){',
    to: 'function debugModeEnabled(){return!1;',
  },
  {
    file: 'core/lib/cfn-resource.js',
    from: 'this.dependsOn.add(target),process.env.CDK_DEBUG_DEPS&&',
    to: 'this.dependsOn.add(target),!1&&',
  },
  {
    file: 'core/lib/private/deps.js',
    from: 'if(op.source===op.target)return;process.env.CDK_DEBUG_DEPS&&',
    to: 'if(op.source===op.target)return;!1&&',
  },
  // What constructs were called with, for the CDK's telemetry, which `synthesize` switches off.
  {
    file: 'core/lib/metadata-resource.js',
    from: 'function addConstructMetadata(construct,props){',
    to: 'function addConstructMetadata(construct,props){return;',
  },
  {
    file: 'core/lib/metadata-resource.js',
    from: 'require("./analytics-data-source/classes")',
    to: '{}',
  },
  {
    file: 'core/lib/metadata-resource.js',
    from: 'require("./analytics-data-source/enums")',
    to: '{}',
  },
  {
    file: 'core/lib/metadata-resource.js',
    from: 'return function(originalMethod,context){',
    to: 'return function(originalMethod,context){return originalMethod;',
  },
  // A regular expression for each token.
  {
    file: 'core/lib/private/token-map.js',
    from: 'new RegExp(`[^${encoding_1().VALID_KEY_CHARS}]`,"g")',
    to: '/[^a-zA-Z0-9:._-]/g',
  },
  // The logical id of an element is asked for at each reference, and is a digest of its path.
  {
    file: 'core/lib/stack.js',
    from: 'getLogicalId(element){',
    to: 'getLogicalId(element){const known=(this._knownIds??=new Map).get(element);if(known!==void 0)return known;const id=this._newLogicalId(element);return this._knownIds.set(element,id),id}_newLogicalId(element){',
  },
  {
    file: 'core/lib/stack.js',
    from: 'renameLogicalId(oldId,newId){',
    to: 'renameLogicalId(oldId,newId){this._knownIds=void 0;',
  },
  // Most constructs have no aspects of their own: no list of them is made, and the list of those above stays as it is.
  {
    file: 'core/lib/private/synthesis.js',
    from: 'function sortAspectsByPriority(inheritedAspects,localAspects){',
    to: 'function sortAspectsByPriority(inheritedAspects,localAspects){if(localAspects.length===0)return inheritedAspects;',
  },
  {
    file: 'core/lib/private/synthesis.js',
    from: 'function getAspectApplications(node){',
    to: 'function getAspectApplications(node){if(node[Symbol.for("cdk-aspects")]===void 0)return[];',
  },
  // The finished assembly is read again from its files, for plugins that judge it and for callers that change the tree and synthesize again.
  {
    file: 'node_modules/@aws-cdk/cloud-assembly-api/lib/cloud-assembly.js',
    from: 'return new CloudAssembly(this.outdir);',
    to: 'return { manifest, stacks: Object.values(this.artifacts).filter(({ type }) => type === cxschema.ArtifactType.AWS_CLOUDFORMATION_STACK) };',
  },
  {
    file: 'core/lib/private/synthesis.js',
    from: 'return(0,synthesis_validation_1().validateTemplates)(root,builder.outdir,assembly),assembly',
    to: 'return assembly',
  },
  {
    file: 'core/lib/stage.js',
    from: 'listAllConstructPaths(construct){',
    to: 'listAllConstructPaths(construct){return new Set;',
  },
  // Four policies of each resource, which most do not have.
  {
    file: 'core/lib/util.js',
    from: 'function capitalizePropertyNames(construct,obj){',
    to: 'function capitalizePropertyNames(construct,obj){if(obj===void 0)return;',
  },
  // A context resolves most values with its own options: no copy of them is made.
  {
    file: 'core/lib/private/resolve.js',
    from: 'resolve(x,changeOptions){',
    to: 'resolve(x,changeOptions){if(changeOptions===void 0)return _resolve(x,options,documentPath,options.removeEmpty===!1);',
  },
  // Most metadata is the logical id of an element, which is known without resolving a token for it.
  {
    file: 'core/lib/stack-synthesizers/_shared.js',
    from: '.includes(md.type)?md:stack.resolve(md))',
    to: '.includes(md.type)?md:md.type===cxschema().ArtifactMetadataEntryType.LOGICAL_ID&&md.data===node.logicalId&&md.trace===void 0&&node.stack===stack?{type:md.type,data:node._synthesizeLogicalId()}:stack.resolve(md))',
  },
  // Walks through the whole tree for what `synthesize` switches off.
  {
    file: 'core/lib/private/synthesis.js',
    from: 'function injectMetadataResources(root){',
    to: 'function injectMetadataResources(root){return;',
  },
  {
    file: 'core/lib/private/synthesis.js',
    from: 'function injectTreeMetadata(root){',
    to: 'function injectTreeMetadata(root){return;',
  },
  // A text that is one token, as most are, needs no list of its parts.
  {
    file: 'core/lib/private/resolve.js',
    from: 'const fragments=str.split(lookupToken);return',
    to: 'const fragments=str.split(lookupToken);if(fragments.length===1&&fragments.firstToken!==void 0){const context=makeContext(options,prefix),mapped=context.resolve(fragments.firstToken);if(typeof mapped?.resolve!="function")return tagResolvedValue(mapped,type_hints_1().ResolutionTypeHint.STRING)}return',
  },
  // Each element of a template is resolved before it is merged: only the head of the template may still have tokens.
  {
    file: 'core/lib/stack.js',
    from: 'const ret=this.resolve(template)||{};',
    to: 'for(const key of["Description","Transform","AWSTemplateFormatVersion","Metadata"])template[key]===void 0?delete template[key]:template[key]=this.resolve(template[key]);const ret=template;',
  },
  // The tags of each resource are sorted, and nearly all of them have the same keys.
  {
    file: 'core/lib/tag-manager.js',
    from: 'sort((a,b)=>a.key.localeCompare(b.key))',
    to: 'sort(({key:a},{key:b})=>{const orders=TagManager._orders??=new Map;let of=orders.get(a);of===void 0&&orders.set(a,of=new Map);let order=of.get(b);order===void 0&&of.set(b,order=a.localeCompare(b));return order})',
  },
  // Clocks that measure the phases of an app for its telemetry.
  {
    file: 'core/lib/app.js',
    from: 'var tmp=require("perf_hooks")',
    to: 'var tmp={performance:Date}',
  },
];
