import { lookUp } from './look-up';
import { metered, type PricedType } from './priced-type';

/** Compute types as the price list abbreviates them. */
const COMPUTE: Readonly<Record<string, string>> = {
  BUILD_GENERAL1_SMALL: 'g1.small',
  BUILD_GENERAL1_MEDIUM: 'g1.medium',
  BUILD_GENERAL1_LARGE: 'g1.large',
  BUILD_GENERAL1_XLARGE: 'g1.xlarge',
  BUILD_GENERAL1_2XLARGE: 'g1.2xlarge',
};

const SYSTEMS: Readonly<Record<string, string>> = {
  LINUX_CONTAINER: 'Linux',
  ARM_CONTAINER: 'ARM',
  LINUX_GPU_CONTAINER: 'LinuxGPU',
  WINDOWS_SERVER_2019_CONTAINER: 'Windows',
  WINDOWS_SERVER_2022_CONTAINER: 'Windows',
  WINDOWS_CONTAINER: 'Windows',
};

/** @see https://aws.amazon.com/codebuild/pricing/ */
export const codeBuildProject: PricedType = {
  type: 'AWS::CodeBuild::Project',
  usage: { monthlyBuildMinutes: { unit: 'minutes', what: 'of builds, each rounded up' } },
  charges: (priceable) => {
    const { resource } = priceable;
    const compute = lookUp(COMPUTE, resource.text('Environment.ComputeType'));
    const system = lookUp(SYSTEMS, resource.text('Environment.Type'));
    const price = compute && system && `CodeBuild/Build-Min:${system}:${compute}`;
    const name = compute && system ? `${system} ${compute}` : 'compute type not known';
    return [
      metered(priceable, { key: 'monthlyBuildMinutes', component: `Build minutes (${name})`, unit: 'minutes', price }),
    ];
  },
};
