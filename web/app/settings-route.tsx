import { SettingsPage, type SettingsPageProps } from '#web/features/settings/index.ts';
import { useMe, useStart } from '#web/lib/queries.ts';

/** What other features add to My Settings, each loaded with its first use. */
const added: SettingsPageProps['added'] = {};

export function SettingsRoute() {
  const me = useMe();
  const start = useStart();
  if (me === null || start === undefined) return null;
  return <SettingsPage me={me} start={start} added={added} />;
}
