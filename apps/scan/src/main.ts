import { main } from '@careplane/command-line';
import { program } from '@careplane/scan-commands';

void main('careplane-scan', program);
