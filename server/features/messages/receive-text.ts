import { eq } from 'drizzle-orm';
import type { EntryId, MediaId, PhoneNumber } from '#contract/ids.ts';
import type { PathStep } from '#contract/message-settings.ts';
import type { Deps } from '#server/deps.ts';
import { getOrAddContact, setBar } from '#server/features/contacts/index.ts';
import { confirmJoin, joinGroup, leaveGroup } from '#server/features/groups/index.ts';
import { company } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { newToken } from '#server/platform/secrets.ts';
import { answerFromCell } from './answer-from-cell.ts';
import { fetchMediaOf } from './fetch-media.ts';
import { forwardText } from './forward-text.ts';
import { gatherIncoming } from './gather-incoming.ts';
import { isShortSender, keywordIn } from './keywords.ts';
import { type EventData, tellWebhook } from './line-events.ts';
import { soundsLikeStop } from './message-text.ts';
import { noteAnswered } from './note-answered.ts';
import { openThread } from './open-thread.ts';
import { replyWords } from './reply-words.ts';
import { sendOne } from './send-one.ts';
import { media, threadEntry } from './tables.ts';
import type { TextedLine, TextIn } from './texted-line.ts';
import { whatHappens } from './what-happens.ts';

/** What one step of the path works with. */
interface Scene {
  readonly tx: Db;
  readonly deps: Deps;
  readonly to: TextedLine;
  readonly event: TextIn;
  readonly from: PhoneNumber;
  readonly at: Date;
  readonly companyName: string;
  readonly hasWebhook: boolean;
  /** What the webhook address is told of the text, once it is kept. */
  readonly told: EventData;
}

/** Does with a text in what `whatHappens` says of it, step by step. */
export async function receiveText(tx: Db, deps: Deps, to: TextedLine, event: TextIn, at: Date): Promise<void> {
  const facts = await gatherIncoming(tx, to, { from: event.from, text: event.text, at });
  const [owner] = await tx.select({ name: company.name }).from(company).where(eq(company.id, to.companyId));
  let scene: Scene = {
    tx,
    deps,
    to,
    event,
    from: event.from as PhoneNumber, // of a telephone, or a short code that nothing is sent to
    at,
    companyName: owner?.name ?? '',
    hasWebhook: facts.settings.webhookUrl !== null,
    told: { from: event.from, text: event.text },
  };
  const steps = whatHappens(facts).filter((step) => step.does !== 'skipped');
  // First, whatever else it does: an answer to it stands below it in the conversation.
  if (steps.some(({ step }) => step === 'kept')) scene = { ...scene, told: await keep(scene) };
  for (const step of steps) await doStep(scene, step);
}

async function doStep(scene: Scene, step: PathStep): Promise<void> {
  const { tx, deps, to, from, event, at } = scene;
  const words = replyWords[to.language];
  switch (step.step) {
    case 'from_cell':
      return answerFromCell(tx, deps, to, event.text);
    case 'opt_out':
      await setBar(tx, to, { number: from, kind: 'blocked', at });
      await hear(scene, 'stop');
      return step.why === 'again' ? undefined : answer(scene, words.optedOut(scene.companyName));
    case 'opt_in':
      await setBar(tx, to, { number: from, kind: 'blocked', at: null });
      await hear(scene, 'start');
      return answer(scene, words.optedIn(scene.companyName));
    case 'help':
      await noteAnswered(tx, to, from, 'help', at);
      return answer(scene, words.help(scene.companyName, to.name));
    case 'join_asked':
    case 'join_confirmed':
    case 'leaves_group':
      return membershipStep(scene, step.step, step.why === 'again');
    case 'forwarded':
      return forwardText(tx, deps, to, event);
    case 'auto_response':
      await noteAnswered(tx, to, from, 'auto', at);
      await sendOne(tx, deps, to, { from: to.number, to: from, text: step.detail ?? '', source: 'auto' });
      return;
    case 'webhook':
      return hear(scene, 'message');
    // The rest is said by doing nothing more.
    default:
      return;
  }
}

async function membershipStep(
  scene: Scene,
  step: 'join_asked' | 'join_confirmed' | 'leaves_group',
  isQuiet: boolean,
): Promise<void> {
  const { tx, deps, to, from, event } = scene;
  const words = replyWords[to.language];
  const who = await getOrAddContact(tx, deps, to, from);
  if (step === 'join_asked') {
    const asked = await joinGroup(tx, deps, to, who.id, event.text);
    if (asked?.outcome !== 'asked') return;
    await hear(scene, 'subscription', asked.group.name);
    return answer(scene, words.joinAsked(scene.companyName, asked.group.name));
  }
  if (step === 'join_confirmed') {
    const group = await confirmJoin(tx, deps, to, who.id);
    if (!group) return;
    await hear(scene, 'confirmed', group.name);
    return answer(scene, group.joinMessage);
  }
  const keyword = keywordIn(event.text);
  const left = keyword.kind === 'leave' ? await leaveGroup(tx, to, who.id, keyword.of) : undefined;
  if (!left) return;
  await hear(scene, 'unsubscribe', left.name);
  if (!isQuiet) await answer(scene, words.leftGroup(scene.companyName, left.name));
}

const answer = async ({ tx, deps, to, from }: Scene, text: string): Promise<void> => {
  if (!isShortSender(from)) await sendOne(tx, deps, to, { from: to.number, to: from, text, source: 'system' });
};

async function hear(scene: Scene, kind: Parameters<typeof tellWebhook>[2], group?: string): Promise<void> {
  if (!scene.hasWebhook) return;
  await tellWebhook(scene.tx, scene.to, kind, { ...scene.told, ...(group !== undefined && { group }) }, scene.at);
}

/** Puts the text into its conversation; its files follow when they are fetched. */
async function keep({ tx, deps, to, from, event, at }: Scene): Promise<EventData> {
  const who = await getOrAddContact(tx, deps, to, from);
  const entryId = newId<EntryId>();
  const open = await openThread(
    tx,
    to,
    { numbers: [event.from], groupIds: [] },
    { kind: 'message', direction: 'in', text: event.text, at, entryId, unread: 1 },
  );
  const files = event.media.map((one) => ({
    companyId: to.companyId,
    id: newId<MediaId>(),
    lineId: to.lineId,
    key: newToken(18),
    contentType: one.contentType.slice(0, 100),
    filename: '',
    bytes: 0,
    state: 'fetching' as const,
    sourceUrl: one.url,
    entryId,
    createdAt: at,
  }));
  await tx.insert(threadEntry).values({
    companyId: to.companyId,
    id: entryId,
    lineId: to.lineId,
    threadId: open.id,
    kind: 'message',
    direction: 'in',
    at,
    text: event.text,
    segments: Math.max(1, event.segments),
    sender: event.from,
    mediaIds: files.map((one) => one.id),
    soundsLikeStop: soundsLikeStop(event.text),
  });
  if (files.length > 0) await tx.insert(media).values(files);
  for (const one of files) await fetchMediaOf(tx, one);
  await tell(tx, { line: to.lineId, topic: 'inbox' });
  return {
    from: event.from,
    text: event.text,
    contactId: who.id,
    messageId: entryId,
    threadId: open.id,
    media: files.map((one) => `${deps.config.publicUrl}/api/media/${one.key}`),
  };
}
