import { getRouteApi } from '@tanstack/react-router';
import { lazy } from 'react';
import { ConversationPage, NewTextPage, ScheduledPage } from '#web/features/messages/index.ts';
import { useMe } from '#web/lib/queries.ts';
import { callPart } from './call-part.ts';

const Voicemail = lazy(async () => ({ default: (await import('./thread-voicemail.tsx')).ThreadVoicemail }));

const thread = getRouteApi('/inside/inbox/$thread');
const newText = getRouteApi('/inside/inbox/new');

export function ThreadRoute() {
  const me = useMe();
  const { thread: id } = thread.useParams();
  const { entry } = thread.useSearch();
  return me === null ? null : (
    <ConversationPage key={id} threadId={id} entryId={entry} me={me} voicemail={Voicemail} call={callPart} />
  );
}

export function NewTextRoute() {
  const me = useMe();
  const { to, group } = newText.useSearch();
  return me === null ? null : <NewTextPage me={me} to={to} group={group} />;
}

export function ScheduledRoute() {
  const me = useMe();
  return me === null ? null : <ScheduledPage lineId={me.line.id} />;
}
