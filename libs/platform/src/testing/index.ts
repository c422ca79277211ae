export { assembliesOf, contentsOf, findKey, resourcesIn, stacksIn } from './assemblies';
export type { Resource, SynthesizedStack } from './assemblies';
export { MEDMO, REPOSITORY, clinic, copyOfMedmo, folderWith, lab, ward } from './folders';
