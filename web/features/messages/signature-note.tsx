import { useWords } from '#web/lib/words.tsx';
import styles from './composer.module.css';
import { composerWords } from './composer-words.ts';

interface SignatureNoteProps {
  readonly signature: string | null;
  readonly signed: boolean;
  readonly onSigned: (signed: boolean) => void;
}

/** The signature as it will stand below the text, and the way to leave it out of this one. */
export function SignatureNote({ signature, signed, onSigned }: SignatureNoteProps) {
  const words = useWords(composerWords);
  if (signature === null || signature.trim() === '') return null;
  return (
    <p className={styles.signature}>
      {signed && (
        <span className={styles.signatureText}>
          <span className="visually-hidden">{words.signature}: </span>
          {signature}
        </span>
      )}
      <button type="button" onClick={() => onSigned(!signed)}>
        {signed ? words.withoutSignature : words.withSignature}
      </button>
    </p>
  );
}
