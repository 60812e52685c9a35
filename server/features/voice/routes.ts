import { voice } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { acceptCall } from './accept-call.ts';
import { blockCaller, unblockCaller } from './block-caller.ts';
import { carrierVoiceRoutes } from './carrier-routes.ts';
import { changeRules } from './change-rules.ts';
import { declineCall } from './decline-call.ts';
import { explainCall } from './explain-call.ts';
import { hangUpCall } from './hang-up-call.ts';
import { joinSound } from './join-sound.ts';
import { uploadGreeting, writeGreeting } from './keep-greeting.ts';
import { leaveCall } from './leave-call.ts';
import { markHeard } from './mark-heard.ts';
import { mayCall } from './may-call.ts';
import { placeCall } from './place-call.ts';
import { readCall, readCalls, readLiveCalls } from './read-calls.ts';
import { readPhoneSettings } from './read-phone-settings.ts';
import { removeVoicemail } from './remove-voicemail.ts';
import { serveGreeting, serveVoicemail } from './serve-sound.ts';
import { setDoNotDisturb } from './set-do-not-disturb.ts';
import { createSoundBridge } from './sound-bridge.ts';
import { takeSound } from './take-sound.ts';
import { lookAtOff, turnOffMails } from './turn-off-mails.ts';

export async function voiceRoutes(app: App, deps: Deps): Promise<void> {
  const bridge = createSoundBridge((callId) => leaveCall(deps, callId));
  app.addHook('onClose', async () => bridge.close());
  settingsOfCalls(app, deps);
  callsOfLine(app, deps);

  mount(app, voice.sound, async ({ caller, params, request, reply }) => {
    await joinSound(deps, bridge, caller, params.id, request);
    reply.hijack();
    return undefined;
  });
  mount(app, voice.lookAtOff, ({ body }) => lookAtOff(deps, body.token));
  mount(app, voice.turnOffMails, ({ body, origin }) => turnOffMails(deps, body.token, origin));
  await carrierVoiceRoutes(app, deps, bridge);
}

/** Every act answers with all of Phone Settings as they stand after it. */
function settingsOfCalls(app: App, deps: Deps): void {
  const saved = async (caller: Caller, act: Promise<void>) => {
    await act;
    return readPhoneSettings(deps, caller);
  };
  mount(app, voice.phoneSettings, ({ caller }) => readPhoneSettings(deps, caller));
  mount(app, voice.changeRules, ({ caller, body }) => saved(caller, changeRules(deps, caller, body)));
  mount(app, voice.doNotDisturb, ({ caller, body }) => saved(caller, setDoNotDisturb(deps, caller, body.minutes)));
  mount(app, voice.block, ({ caller, body }) => saved(caller, blockCaller(deps, caller, body.number)));
  mount(app, voice.unblock, ({ caller, params }) => saved(caller, unblockCaller(deps, caller, params.number)));
  mount(app, voice.writeGreeting, ({ caller, body }) => saved(caller, writeGreeting(deps, caller, body.text)));
  mount(app, voice.uploadGreeting, async ({ caller, request }) =>
    saved(caller, uploadGreeting(deps, caller, await takeSound(request, voice.uploadGreeting.upload.maxBytes))),
  );
  mount(app, voice.greeting, async ({ caller, request, reply }) => {
    await serveGreeting(deps, caller, request, reply);
    return undefined;
  });
  mount(app, voice.whatHappens, ({ caller, query }) => explainCall(deps, caller, query));
}

function callsOfLine(app: App, deps: Deps): void {
  const after = async (caller: Caller, id: string, act: Promise<unknown>) => {
    await act;
    return readCall(deps, caller, id);
  };
  mount(app, voice.calls, ({ caller, query }) => readCalls(deps, caller, query));
  mount(app, voice.liveCalls, ({ caller }) => readLiveCalls(deps, caller));
  mount(app, voice.mayCall, ({ caller, query }) => mayCall(deps, caller, query.to));
  mount(app, voice.place, async ({ caller, body }) => readCall(deps, caller, await placeCall(deps, caller, body.to)));
  mount(app, voice.accept, ({ caller, params: { id } }) => after(caller, id, acceptCall(deps, caller, id)));
  mount(app, voice.decline, ({ caller, params: { id } }) => after(caller, id, declineCall(deps, caller, id)));
  mount(app, voice.hangUp, ({ caller, params: { id } }) => after(caller, id, hangUpCall(deps, caller, id)));
  mount(app, voice.voicemailSound, async ({ caller, params, query, request, reply }) => {
    await serveVoicemail(deps, caller, params.id, { request, reply, download: query.download === true });
    return undefined;
  });
  mount(app, voice.markHeard, async ({ caller, params, body }) =>
    readCall(deps, caller, await markHeard(deps, caller, params.id, body.heard)),
  );
  mount(app, voice.removeVoicemail, async ({ caller, params }) =>
    readCall(deps, caller, await removeVoicemail(deps, caller, params.id)),
  );
}
