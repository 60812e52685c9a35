import { settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { cancelCell } from './cancel-cell.ts';
import { cancelEmail } from './cancel-email.ts';
import { cancelPasswordCode } from './cancel-password-code.ts';
import { changeKeyRate } from './change-key-rate.ts';
import { changeName } from './change-name.ts';
import { changePreferences } from './change-preferences.ts';
import { changeUsername } from './change-username.ts';
import { makeKey } from './make-key.ts';
import { proposeCell } from './propose-cell.ts';
import { proposeEmail } from './propose-email.ts';
import { readSettings } from './read-settings.ts';
import { removeCell } from './remove-cell.ts';
import { removePicture } from './remove-picture.ts';
import { resendCell } from './resend-cell.ts';
import { resendEmail } from './resend-email.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';
import { sendPasswordCode } from './send-password-code.ts';
import { servePicture } from './serve-picture.ts';
import { settingsReader } from './settings-reader.ts';
import { showKey } from './show-key.ts';
import { takeUpload } from './take-upload.ts';
import { updatePassword } from './update-password.ts';
import { uploadPicture } from './upload-picture.ts';
import { verifyCell } from './verify-cell.ts';

export function settingsRoutes(app: App, deps: Deps): void {
  /** Every act answers with all of My Settings as it stands after it. */
  const saved = async (caller: Caller, act: Promise<void>) => {
    await act;
    return readSettings(deps, caller);
  };

  const readAgain = settingsReader(deps);
  mount(app, settings.read, ({ caller }) => readAgain(caller));

  mount(app, settings.uploadPicture, async ({ caller, query: { x, y, side }, request }) => {
    const crop = x === undefined || y === undefined || side === undefined ? undefined : { x, y, side };
    return saved(
      caller,
      uploadPicture(deps, caller, await takeUpload(request, settings.uploadPicture.upload.maxBytes), crop),
    );
  });
  mount(app, settings.removePicture, ({ caller }) => saved(caller, removePicture(deps, caller)));
  mount(app, settings.picture, async ({ params, reply }) => {
    await servePicture(deps, reply, params);
    return undefined;
  });

  mount(app, settings.changeName, ({ caller, body }) => saved(caller, changeName(deps, caller, body)));
  mount(app, settings.changeUsername, ({ caller, body }) => saved(caller, changeUsername(deps, caller, body)));
  mount(app, settings.changePreferences, ({ caller, body }) => saved(caller, changePreferences(deps, caller, body)));

  mount(app, settings.proposeCell, ({ caller, body }) => saved(caller, proposeCell(deps, caller, body.number)));
  mount(app, settings.resendCell, ({ caller }) => saved(caller, resendCell(deps, caller)));
  mount(app, settings.verifyCell, ({ caller, body }) => saved(caller, verifyCell(deps, caller, body.code)));
  mount(app, settings.cancelCell, ({ caller }) => saved(caller, cancelCell(deps, caller)));
  mount(app, settings.removeCell, ({ caller }) => saved(caller, removeCell(deps, caller)));

  mount(app, settings.sendPasswordCode, ({ caller }) => saved(caller, sendPasswordCode(deps, caller)));
  mount(app, settings.cancelPasswordCode, ({ caller }) => saved(caller, cancelPasswordCode(deps, caller)));
  mount(app, settings.updatePassword, ({ caller, body }) => saved(caller, updatePassword(deps, caller, body)));

  mount(app, settings.proposeEmail, ({ caller, body }) => saved(caller, proposeEmail(deps, caller, body.email)));
  mount(app, settings.resendEmail, ({ caller }) => saved(caller, resendEmail(deps, caller)));
  mount(app, settings.cancelEmail, ({ caller }) => saved(caller, cancelEmail(deps, caller)));

  mount(app, settings.showKey, async ({ caller }) => ({ key: await showKey(deps, caller) }));
  mount(app, settings.rotateKey, async ({ caller, body }) => ({
    key: await rotateKey(deps, caller, body.oldKeyHours),
    settings: await readSettings(deps, caller),
  }));
  mount(app, settings.makeKey, async ({ caller, body }) => ({
    key: await makeKey(deps, caller, body),
    settings: await readSettings(deps, caller),
  }));
  mount(app, settings.changeKeyRate, ({ caller, params, body }) =>
    saved(caller, changeKeyRate(deps, caller, params.id, body.perMinute)),
  );
  mount(app, settings.revokeKey, ({ caller, params }) => saved(caller, revokeKey(deps, caller, params.id)));
}
