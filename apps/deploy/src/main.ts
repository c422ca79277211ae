import { main } from '@careplane/command-line';
import { program } from './program';

// CDK warns of deprecated calls that it makes itself.
process.env['JSII_DEPRECATED'] ??= 'quiet';

void main('careplane', program);
