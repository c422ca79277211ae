import type { Chapter } from '../document/block';
import { handoverFacts } from '../facts/facts';
import type { HandoverInput } from '../input';
import { access } from './access';
import { backup } from './backup';
import { calendar } from './calendar';
import { changes, releases } from './changes';
import { components } from './components';
import { controls } from './controls';
import { cost } from './cost';
import { evidence } from './evidence';
import { glossary } from './glossary';
import { leaving } from './leaving';
import { network } from './network';
import { overview } from './overview';
import { contacts } from './people';
import { pipelineChapter } from './pipelines';
import { places } from './places';
import { risks } from './risks';
import { servicePage } from './service';
import { sitePage } from './site';
import { training } from './training';
import { troubleshooting } from './troubleshooting';
import { versions } from './versions';

/** All chapters in reading order. One more is a file in this folder and a line here. */
export function chaptersOf(input: HandoverInput): Chapter[] {
  const facts = handoverFacts(input);
  return [
    overview(facts),
    components(facts),
    network(facts),
    ...input.model.services.map((service) =>
      service.kind === 'static' ? sitePage(facts, service) : servicePage(facts, service),
    ),
    pipelineChapter(facts),
    changes(facts),
    releases(facts),
    versions(facts),
    access(facts),
    cost(facts),
    controls(facts),
    risks(facts),
    backup(facts),
    troubleshooting(facts),
    calendar(facts),
    contacts(facts),
    evidence(facts),
    places(facts),
    training(facts),
    leaving(facts),
    glossary(),
  ];
}
