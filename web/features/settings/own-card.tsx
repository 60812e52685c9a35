import { useWords } from '#web/lib/words.tsx';
import { SettingsCard, type SettingsCardProps } from '#web/ui/card.tsx';
import { type CardId, cardAbouts, cardTitles } from './card-titles.ts';

export interface OwnCardProps extends Pick<SettingsCardProps, 'children' | 'footer'> {
  id: CardId;
}

/** One of My Settings' own cards, with its title and what it is about. */
export function OwnCard({ id, ...contents }: OwnCardProps) {
  const titles = useWords(cardTitles);
  const abouts = useWords(cardAbouts);
  return <SettingsCard id={id} level={3} title={titles[id]} description={abouts[id]} {...contents} />;
}
