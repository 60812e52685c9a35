import { SettingsPage } from '#web/features/settings/index.ts';
import { useMe, useStart } from '#web/lib/queries.ts';

export function SettingsRoute() {
  const me = useMe();
  const start = useStart();
  if (me === null || start === undefined) return null;
  return <SettingsPage me={me} start={start} />;
}
