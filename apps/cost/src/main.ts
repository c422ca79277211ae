import { main } from '@careplane/command-line';
import { program } from '@careplane/cost-commands';

void main('careplane-cost', program);
