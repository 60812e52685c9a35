import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LineCard } from '#contract/lines.ts';
import type { Role } from '#contract/policy.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './company.module.css';
import { Dialog } from './dialog.tsx';
import { RemoveLineForm } from './remove-line-form.tsx';
import { RolesField } from './roles-field.tsx';
import {
  useChangeRoles,
  useClearLockOut,
  useClearSecondStep,
  useResume,
  useStartReset,
  useSuspend,
} from './use-lines.ts';
import { lineWords } from './words.ts';

interface LineDialogProps {
  line: LineCard;
  lines: readonly LineCard[];
  /** It is the line of whoever looks. */
  own: boolean;
  open: boolean;
  onClose: () => void;
}

/** What somebody who manages lines can do with one of them, each with its consequence beside it. */
export function LineDialog({ line, lines, own, open, onClose }: LineDialogProps) {
  const words = useWords(lineWords);
  const [removing, setRemoving] = useState(false);
  const close = () => {
    setRemoving(false);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={removing ? words.removeTitle(line.name) : line.name}>
      {removing ? (
        <RemoveLineForm line={line} lines={lines} onCancel={() => setRemoving(false)} onDone={close} />
      ) : (
        <>
          <Facts line={line} />
          <RolesPart line={line} />
          <ResetPart line={line} />
          {line.managed?.lockedOut === true && <LockPart line={line} />}
          {/* One's own is looked after on My Settings. */}
          {line.managed?.hasSecondStep === true && !own && <SecondStepPart line={line} />}
          <SuspendPart line={line} />
          <section className={styles.part}>
            <p className={styles.about}>{words.removeAbout}</p>
            <div className={styles.actions}>
              <Button variant="outline" color="red" onClick={() => setRemoving(true)}>
                {words.remove}
              </Button>
            </div>
          </section>
        </>
      )}
    </Dialog>
  );
}

function Facts({ line: { managed } }: { line: LineCard }) {
  const words = useWords(lineWords);
  if (managed === null) return null;
  return (
    <section className={styles.part}>
      <dl className={styles.pairs}>
        <dt>{words.username}</dt>
        <dd>{managed.username}</dd>
        <dt>{words.email}</dt>
        <dd>{managed.email ?? words.none}</dd>
        <dt>{words.cell}</dt>
        <dd className="tabular">{managed.cell ?? words.none}</dd>
        <dt>{words.secondStep}</dt>
        <dd>{managed.hasSecondStep ? words.on : words.off}</dd>
        <dt>{words.lastSeen}</dt>
        <dd>{managed.lastSeenAt === null ? words.never : <RelativeTime at={managed.lastSeenAt} />}</dd>
      </dl>
    </section>
  );
}

function RolesPart({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const say = useRefusalWords();
  const [roles, setRoles] = useState<Role[]>(line.roles);
  const change = useChangeRoles(line.id);
  const { saved, markSaved } = useSaved();
  const same = [...roles].sort().join() === [...line.roles].sort().join();
  return (
    <section className={styles.part}>
      <RolesField value={roles} onChange={setRoles} error={change.error === null ? undefined : say(change.error)} />
      <p className={styles.about}>{words.rolesAct}</p>
      <div className={styles.actions}>
        <Button
          disabled={same || roles.length === 0}
          loading={change.isPending}
          onClick={() => change.mutate(roles, { onSuccess: markSaved })}
        >
          {words.save}
        </Button>
        <SaveState saved={saved} label={words.saved} />
      </div>
    </section>
  );
}

interface DoesProps {
  about: string;
  label: string;
  doneLabel: string;
  act: { mutate: (input: undefined, then: { onSuccess: () => void }) => void; isPending: boolean; error: unknown };
}

/** A consequence, its button, and what became of it. */
function Does({ about, label, doneLabel, act }: DoesProps) {
  const say = useRefusalWords();
  const { saved, markSaved } = useSaved();
  return (
    <section className={styles.part}>
      <p className={styles.about}>{about}</p>
      <div className={styles.actions}>
        <Button
          variant="default"
          loading={act.isPending}
          onClick={() => act.mutate(undefined, { onSuccess: markSaved })}
        >
          {label}
        </Button>
        <SaveState saved={saved} label={doneLabel} />
      </div>
      <FieldError>{act.error === null ? undefined : say(act.error)}</FieldError>
    </section>
  );
}

function ResetPart({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const act = useStartReset(line.id);
  return <Does about={words.resetAbout} label={words.reset} doneLabel={words.resetDone} act={act} />;
}

function LockPart({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const act = useClearLockOut(line.id);
  return <Does about={words.clearLockAbout} label={words.clearLock} doneLabel={words.clearLockDone} act={act} />;
}

function SecondStepPart({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const act = useClearSecondStep(line.id);
  return <Does about={words.clearStepAbout} label={words.clearStep} doneLabel={words.clearStepDone} act={act} />;
}

function SuspendPart({ line }: { line: LineCard }) {
  const words = useWords(lineWords);
  const suspend = useSuspend(line.id);
  const resume = useResume(line.id);
  return line.state === 'suspended' ? (
    <Does about={words.resumeAbout} label={words.resume} doneLabel={words.suspended} act={resume} />
  ) : (
    <Does about={words.suspendAbout} label={words.suspend} doneLabel={words.resume} act={suspend} />
  );
}
